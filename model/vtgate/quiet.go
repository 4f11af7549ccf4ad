package vtgate

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/sim"
)

// This file is an accelerator. Most updates change nothing: a replica's, or a primary's that repeats what is known,
// arrives at an idle watcher, is taken at once and is done with before anything else happens. Such a quiet update takes
// no place in the calendar: its whole passage is accounted for when it arrives. That is exactly what playing its events
// would come to, since nothing else happens meanwhile (TestQuietUpdatesChangeNothing plays both ways).

// passQuietly lets updates pass, the one that arrives now and those after it, until one is not quiet. It reports
// whether there was any.
func (t *timelineWorld) passQuietly() bool {
	w := t.watch
	if w.stage != watchIdle || w.stalled || t.everyUpdate || w.unit.Journal != nil || t.clock.Trace != nil ||
		!t.config.Buffer.Enabled {
		return false
	}
	first := t.next
	others := min(t.clock.Next(), t.clock.horizon) // nothing else happens before
	for t.next < len(t.arrivals) {
		a := t.arrivals[t.next]
		u := &t.timeline.Published[a.index].Update
		until := others
		if t.next+1 < len(t.arrivals) {
			until = min(until, t.arrivals[t.next+1].at)
		}
		if t.next > first && a.at >= others || !t.quiet(u) {
			break
		}
		done := a.at.Add(w.processingTime(u, a.at))
		if done >= until {
			break
		}
		t.pass(u, a.at, done)
		t.next++
	}
	return t.next > first
}

// quiet reports whether neither the health check nor an idle watcher learns anything from an update.
func (t *timelineWorld) quiet(u *health.Update) bool {
	if u.Type != health.Primary {
		return true
	}
	return t.health.knows(u) && t.watch.watcher.Indifferent(u) &&
		t.watch.locks.keyspaces[t.timeline.Layout.Shards[u.Shard].Keyspace].free()
}

// pass is hear, next and finished for a quiet update.
func (t *timelineWorld) pass(u *health.Update, at, done sim.Time) {
	t.health.streams[u.Tablet].heard(u, at)
	t.watch.pass(u, at)
	t.watch.unit.Passed(u, at, done)
}

// pass lets an update through the empty queue.
func (w *Watch) pass(u *health.Update, at sim.Time) {
	if w.passer != nil {
		w.passer.Pass()
		return
	}
	w.queue.Offer(notify.Item{Update: *u, Offered: at})
	w.queue.Take()
}
