package model

import (
	"fmt"
	"strings"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// actor is a goroutine of the real vtgate as the model sees it: something that can hold a lock and wait
// for one.
type actor struct {
	kind  actorKind
	index int32 // request, shard or keyspace
}

type actorKind uint8

const (
	nobody        actorKind = iota
	actorWatcher            // the keyspace event watcher
	actorTopology           // keyspace index's watcher of the topology
	actorConsumer           // the buffer's consumer of keyspace events
	actorRequest            // request index
	actorWindow             // shard index's timeout thread, about to evict the oldest request
	actorLimit              // shard index's timeout thread, about to stop buffering
	actorDrain              // shard index's drain, about to make the buffer idle
	// A lock to be given to the first in line.
	actorGrantShard
	actorGrantKeyspace
)

// lock is a sync.RWMutex as Go's scheduler plays it: when it is given back, those who wait to read look
// first, then the one that is running may take it again at once, and only then comes the first of those
// who wait to write. (Recorded: a consumer with one event after the other keeps a shard buffer's lock from
// a request for as long as events last, and lets it read in between.)
type lock struct {
	holder  actor
	readers []int32 // requests that want to look
	waiters []actor
}

func (l *lock) free() bool { return l.holder.kind == nobody }

func (l *lock) clear() { *l = lock{readers: l.readers[:0], waiters: l.waiters[:0]} }

// acquire takes the lock for the actor or puts it in line; it reports whether the lock was taken. The
// actor is woken with the lock in its hands when its turn comes.
func (g *Gate) acquire(l *lock, a actor) bool {
	if l.free() {
		l.holder = a
		return true
	}
	l.waiters = append(l.waiters, a)
	g.detectDeadlock(a)
	return false
}

// look lets a request read what the lock guards, at once or when the lock is next given back.
func (g *Gate) look(l *lock, request int32) bool {
	if l.free() {
		return true
	}
	l.readers = append(l.readers, request)
	g.detectDeadlock(actor{actorRequest, request})
	return false
}

func (g *Gate) releaseShard(s health.ShardIndex) {
	l := &g.shards[s].lock
	l.holder = actor{}
	for _, n := range l.readers {
		g.wake(actor{actorRequest, n})
	}
	l.readers = l.readers[:0]
	if len(l.waiters) > 0 {
		g.wake(actor{actorGrantShard, int32(s)})
	}
}

func (g *Gate) releaseKeyspace(k health.KeyspaceIndex) {
	l := &g.keyspaceLocks[k]
	l.holder = actor{}
	if len(l.waiters) > 0 {
		g.wake(actor{actorGrantKeyspace, int32(k)})
	}
}

// grant gives a free lock to the first in line.
func (g *Gate) grant(l *lock) {
	if !l.free() || len(l.waiters) == 0 {
		return
	}
	l.holder = l.waiters[0]
	l.waiters = append(l.waiters[:0], l.waiters[1:]...)
	g.resume(l.holder)
}

// wake lets an actor go on at this instant, after those woken before it.
func (g *Gate) wake(a actor) { g.ready = append(g.ready, a) }

// runReady lets all woken actors go on until none is left.
func (g *Gate) runReady() {
	for i := 0; i < len(g.ready); i++ {
		if g.reversed.woken {
			last := len(g.ready) - 1
			g.ready[i], g.ready[last] = g.ready[last], g.ready[i]
		}
		g.resume(g.ready[i])
	}
	g.ready = g.ready[:0]
}

func (g *Gate) resume(a actor) {
	switch a.kind {
	case actorGrantShard:
		g.grant(&g.shards[a.index].lock)
	case actorGrantKeyspace:
		g.grant(&g.keyspaceLocks[a.index])
	case actorWatcher:
		g.watcherHasLock()
	case actorTopology:
		g.topologyHasLock(health.KeyspaceIndex(a.index))
	case actorConsumer:
		g.consumerHasLock()
	case actorRequest:
		g.proceed(a.index)
	case actorWindow:
		g.evictOldest(a.index)
	case actorLimit:
		g.stopAtLimit(a.index)
	case actorDrain:
		g.endDrain(a.index)
	}
}

// waitsFor returns who must act before the actor can go on, and what it waits for.
func (g *Gate) waitsFor(a actor) (actor, string) {
	switch a.kind {
	case actorWatcher, actorTopology:
		for _, s := range g.consuming.senders {
			if s.from == a {
				return actor{kind: actorConsumer}, "room in the event channel"
			}
		}
		if a.kind == actorTopology {
			return g.keyspaceLocks[a.index].holder, "keyspace " + g.layout.Keyspaces[a.index]
		}
		if g.watching.waiting {
			k := g.watching.keyspace
			return g.keyspaceLocks[k].holder, "keyspace " + g.layout.Keyspaces[k]
		}
	case actorConsumer:
		if g.consuming.waiting {
			s := g.consuming.event.Shards[g.consuming.next].Shard
			return g.shards[s].lock.holder, "shard buffer " + g.layout.ShardName(s)
		}
	case actorRequest:
		r := &g.requests[a.index]
		switch r.phase {
		case phaseLook, phaseAskBuffer, phaseRemove:
			return g.shards[r.shard].lock.holder, "shard buffer " + g.layout.ShardName(r.shard)
		case phaseMark, phaseAsk:
			k := g.layout.Shards[r.shard].Keyspace
			return g.keyspaceLocks[k].holder, "keyspace " + g.layout.Keyspaces[k]
		}
	case actorWindow, actorLimit, actorDrain:
		return g.shards[a.index].lock.holder, "shard buffer " + g.layout.ShardName(g.shardOf(a))
	}
	return actor{}, ""
}

// detectDeadlock looks for a cycle among those that wait, from an actor that has just begun to. The
// first one found stays the gate's finding.
func (g *Gate) detectDeadlock(from actor) {
	if g.deadlockAt != sim.Never {
		return
	}
	var story []string
	at := from
	// Three kinds of actors wait for one another; a longer chain than there are locks is a cycle
	// elsewhere that was found when it closed.
	for range 2 + len(g.keyspaceLocks) + len(g.shards) {
		next, resource := g.waitsFor(at)
		if next.kind == nobody {
			return
		}
		story = append(story, fmt.Sprintf("%s waits for %s", g.nameOf(at), resource))
		if next == from {
			g.deadlockAt = g.simulation.Now()
			g.unit.Deadlocked(g.deadlockAt, strings.Join(story, "; "))
			return
		}
		at = next
	}
}

func (g *Gate) nameOf(a actor) string {
	switch a.kind {
	case actorWatcher:
		return "the watcher"
	case actorTopology:
		return "the topology's watcher of " + g.layout.Keyspaces[a.index]
	case actorConsumer:
		return "the buffer's consumer"
	case actorRequest:
		return "a request for " + g.layout.ShardName(g.requests[a.index].shard)
	case actorDrain:
		return "the drain of " + g.layout.ShardName(g.shardOf(a))
	}
	return "the timeout thread of " + g.layout.ShardName(g.shardOf(a))
}
