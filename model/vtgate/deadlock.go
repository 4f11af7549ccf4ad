package vtgate

import (
	"fmt"
	"strings"

	"github.com/reparentsim/reparentsim/model/health"
)

// resource is what a goroutine waits for.
type resource struct {
	kind  resourceKind
	index int32 // shard or keyspace
}

type resourceKind uint8

const (
	nothing resourceKind = iota
	shardLock
	keyspaceLock
	channelRoom // room in the event channel, which the consumer makes
)

// waits says what each goroutine waits for. A shard's timers and drain wait only for that shard's lock.
type waits struct {
	watcher, consumer resource
	topology          []resource // by keyspace
	requests          []resource // by request, up to the last that has waited
	deadlocked        bool
}

func (w *waits) reset() {
	clear(w.topology)
	*w = waits{topology: w.topology, requests: w.requests[:0]}
}

// set sets what a goroutine waits for.
func (w *waits) set(who goroutine, what resource) {
	switch who.kind {
	case watcherLoop:
		w.watcher = what
	case eventConsumer:
		w.consumer = what
	case topologyWatcher:
		w.topology[who.index] = what
	case requestHandler:
		for int(who.index) >= len(w.requests) {
			w.requests = append(w.requests, resource{})
		}
		w.requests[who.index] = what
	}
}

// of returns what a goroutine waits for.
func (w *waits) of(who goroutine) resource {
	switch who.kind {
	case watcherLoop:
		return w.watcher
	case eventConsumer:
		return w.consumer
	case topologyWatcher:
		return w.topology[who.index]
	case requestHandler:
		if int(who.index) < len(w.requests) {
			return w.requests[who.index]
		}
		return resource{}
	}
	return resource{shardLock, who.index}
}

// holder returns the goroutine that must act before a resource becomes free.
func (l *locks) holder(what resource) goroutine {
	switch what.kind {
	case shardLock:
		return l.shards[what.index].holder
	case keyspaceLock:
		return l.keyspaces[what.index].holder
	case channelRoom:
		return goroutine{kind: eventConsumer}
	}
	return goroutine{}
}

// detectDeadlock looks for a cycle of waiting goroutines that contains the one that has just begun to wait. The first
// cycle of a unit is recorded.
func (l *locks) detectDeadlock(from goroutine) {
	if l.waits.deadlocked || !l.leadsBack(from) {
		return
	}
	l.waits.deadlocked = true
	var story []string
	for at := from; len(story) == 0 || at != from; {
		what := l.waits.of(at)
		story = append(story, fmt.Sprintf("%s waits for %s", l.nameOf(at), l.nameOfResource(what)))
		at = l.holder(what)
	}
	l.unit.Deadlocked(l.clock.Now(), strings.Join(story, "; "))
}

// leadsBack reports whether the chain of waiting goroutines that begins with from leads back to it. A chain longer than
// the number of locks leads into another cycle, which was found when it closed.
func (l *locks) leadsBack(from goroutine) bool {
	at := from
	for range 2 + len(l.keyspaces) + len(l.shards) {
		at = l.holder(l.waits.of(at))
		if at.kind == nobody || at == from {
			return at == from
		}
	}
	return false
}

func (l *locks) nameOfResource(what resource) string {
	switch what.kind {
	case shardLock:
		return "shard buffer " + l.layout.ShardName(health.ShardIndex(what.index))
	case keyspaceLock:
		return "keyspace " + l.layout.Keyspaces[what.index]
	case channelRoom:
		return "room in the event channel"
	}
	return "nothing"
}

func (l *locks) nameOf(who goroutine) string {
	switch who.kind {
	case watcherLoop:
		return "the watcher"
	case topologyWatcher:
		return "the topology's watcher of " + l.layout.Keyspaces[who.index]
	case eventConsumer:
		return "the buffer's consumer"
	case requestHandler:
		return "a request for " + l.layout.ShardName(who.shard)
	case drainer:
		return "the drain of " + l.layout.ShardName(health.ShardIndex(who.index))
	}
	return "the timeout thread of " + l.layout.ShardName(health.ShardIndex(who.index))
}
