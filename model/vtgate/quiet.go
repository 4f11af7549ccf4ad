package vtgate

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/sim"
)

// This file is an accelerator. Most updates change nothing: they come from a replica, or repeat what is known about a
// primary; they reach an idle watcher, are taken at once and are finished before anything else happens. Such a quiet
// update takes no entry in the calendar: its whole passage is accounted for when it arrives. The result is exactly that
// of playing its events, because nothing else happens meanwhile (TestQuietUpdatesChangeNothing plays both ways).

// passQuietly passes the update that arrives now and those after it until one is not quiet. It reports whether any
// passed.
func (t *timelineWorld) passQuietly() bool {
	w := t.watch
	if w.stage != watchIdle || w.stalled || t.everyUpdate || w.unit.Journal != nil || t.clock.Trace != nil ||
		!t.config.Buffer.Enabled {
		return false
	}
	first := t.next
	others := min(t.clock.Next(), t.clock.horizon) // nothing else happens before this instant
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

// quiet reports whether an update tells neither the health check nor an idle watcher anything new.
func (t *timelineWorld) quiet(u *health.Update) bool {
	if u.Type != health.Primary {
		return true
	}
	return t.health.knows(u) && t.watch.watcher.ChangesNothing(u) &&
		t.watch.locks.keyspaces[t.timeline.Layout.Shards[u.Shard].Keyspace].free()
}

// pass does for a quiet update what hear, next and finished do for others.
func (t *timelineWorld) pass(u *health.Update, at, done sim.Time) {
	t.health.streams[u.Tablet].heard(u, at)
	t.watch.pass(u, at)
	t.watch.unit.Passed(u, at, done)
}

// pass takes an update through the empty queue.
func (w *Watch) pass(u *health.Update, at sim.Time) {
	if w.passer != nil {
		w.passer.Pass()
		return
	}
	w.queue.Offer(notify.Item{Update: *u, Offered: at})
	w.queue.Take()
}
