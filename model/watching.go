package model

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/sim"
)

// watching is the watcher's goroutine: it takes one update at a time, works on it, and lets it take
// effect under the keyspace's lock.
type watching struct {
	state    watcherState
	stalled  bool
	waiting  bool // for the keyspace's lock
	keyspace health.KeyspaceIndex
	item     notify.Item
	done     sim.Handle // end of the work on item
	doneAt   sim.Time
	left     time.Duration // work left when the stall began
	stalls   int32
	running  bool // watcherNext is at work: do not enter it again
}

type watcherState uint8

const (
	watcherIdle watcherState = iota
	watcherWorking
	watcherBlocked // before a lock or a full event channel
)

// watcherNext lets an idle watcher take the next update. Updates that take no time take effect at once.
func (g *Gate) watcherNext() {
	w := &g.watching
	if w.running {
		return
	}
	w.running = true
	defer func() { w.running = false }()
	for w.state == watcherIdle && !w.stalled {
		item, ok := g.queue.Take()
		if !ok {
			return
		}
		now := g.simulation.Now()
		w.item = item
		g.unit.Taken(item.Sequence, &item.Update, now)
		w.state = watcherWorking
		if d := g.processingTime(&item.Update, item.Offered); d > 0 {
			w.doneAt = now.Add(d)
			w.done = g.schedule(w.doneAt, eventWatcherDone, 0)
			return
		}
		g.watcherDone()
	}
}

// processingTime is how long the watcher works on an update that was offered at the given instant.
func (g *Gate) processingTime(u *health.Update, offered sim.Time) time.Duration {
	if g.simulation.Now() < 0 {
		return 0 // the set-up of a script is not held up
	}
	law := &g.config.Gates.Watcher.Primary
	switch {
	case u.Type != health.Primary:
		law = &g.config.Gates.Watcher.Other
	case g.watcher.IsPromotion(u):
		law = &g.config.Gates.Watcher.Promotion
	}
	if d, constant := law.IsConstant(); constant {
		return d
	}
	// The key is the update's own, not its place in the queue: strategies that lose other updates still
	// need the same time for this one.
	key := g.key.With(purposeProcessing).With(uint64(u.Tablet)).With(uint64(offered))
	return law.Quantile(key.Uniform())
}

// watcherDone is the end of the work on an update: now it wants to take effect.
func (g *Gate) watcherDone() {
	w := &g.watching
	w.state = watcherBlocked
	w.keyspace = g.layout.Shards[w.item.Update.Shard].Keyspace
	if w.item.Update.Type != health.Primary {
		g.tookEffect()
		g.watcherRests()
		return
	}
	w.waiting = true
	if g.acquire(&g.keyspaceLocks[w.keyspace], actor{kind: actorWatcher}) {
		g.watcherHasLock()
	}
}

// watcherHasLock lets the update take effect; the event it may make is sent with the lock held.
func (g *Gate) watcherHasLock() {
	w := &g.watching
	w.waiting = false
	u := &w.item.Update
	made := g.watcher.Process(u)
	g.noteConsistency(w.keyspace)
	g.tookEffect()
	g.publish(made, sender{keyspace: w.keyspace, from: actor{kind: actorWatcher}})
}

// tookEffect accounts for the update.
func (g *Gate) tookEffect() {
	item := &g.watching.item
	g.unit.Delivered(item.Sequence, &item.Update, item.Offered, g.simulation.Now())
}

// watcherRests makes the watcher idle and has it look for the next update.
func (g *Gate) watcherRests() {
	g.watching.state = watcherIdle
	g.watcherNext()
}

// startStalls begins the alternation of running and standing still.
func (g *Gate) startStalls() {
	if c := &g.config.Gates.Watcher; c.HasStalls {
		g.scheduleStall(c.StallEvery.Quantile(g.stallUniform(0)))
	}
}

func (g *Gate) stallUniform(which uint64) float64 {
	return g.key.With(purposeStall).With(uint64(g.watching.stalls)).With(which).Uniform()
}

// scheduleStall leaves out stalls from the horizon on.
func (g *Gate) scheduleStall(after time.Duration) {
	if at := g.simulation.Now().Add(max(after, 1)); at < g.config.Cluster.Horizon {
		g.schedule(at, eventStallBegin, 0)
	}
}

// stallBegins makes the watcher stand still; work under way stops.
func (g *Gate) stallBegins() {
	w := &g.watching
	w.stalled = true
	now := g.simulation.Now()
	if w.state == watcherWorking {
		g.simulation.Cancel(w.done)
		w.left = w.doneAt.Sub(now)
	}
	lasts := g.config.Gates.Watcher.StallLasts.Quantile(g.stallUniform(1))
	g.schedule(now.Add(lasts), eventStallEnd, 0)
}

// stallEnds lets the watcher go on where it stopped.
func (g *Gate) stallEnds() {
	w := &g.watching
	w.stalled = false
	w.stalls++
	if w.state == watcherWorking {
		w.doneAt = g.simulation.Now().Add(w.left)
		w.done = g.schedule(w.doneAt, eventWatcherDone, 0)
	}
	g.scheduleStall(g.config.Gates.Watcher.StallEvery.Quantile(g.stallUniform(0)))
	g.watcherNext()
}

// noteConsistency keeps account of when the watcher holds a keyspace for disrupted.
func (g *Gate) noteConsistency(k health.KeyspaceIndex) {
	g.unit.Consistency(k, g.watcher.Consistent(k), g.simulation.Now())
}
