package model

import (
	"slices"

	"github.com/reparentsim/reparentsim/sim"
)

// deadlines are the instants at which the clients of buffered requests give up. Most requests return long
// before, in the order of their deadlines; so only the earliest stands in the calendar, and those of
// requests that have returned are passed over when their turn comes.
type deadlines struct {
	entries []deadline // from head on, in the order of time
	head    int
	event   sim.Handle
}

type deadline struct {
	at      sim.Time
	request int32
	serial  uint32 // of the request: its number may have been given to another since
}

func (d *deadlines) reset() { *d = deadlines{entries: d.entries[:0]} }

// awaitDeadline sets the request's timer, once.
func (g *Gate) awaitDeadline(n int32, r *request) {
	if r.timed || r.deadline == sim.Never {
		return
	}
	r.timed = true
	d := &g.deadlines
	if len(d.entries) == cap(d.entries) {
		g.forgetDeadlines()
	}
	own := deadline{max(r.deadline, g.simulation.Now()), n, r.serial}
	d.entries = append(d.entries, own)
	i := len(d.entries) - 1
	for ; i > d.head && d.entries[i-1].at > own.at; i-- {
		d.entries[i] = d.entries[i-1]
	}
	d.entries[i] = own
	if i == d.head {
		g.simulation.Cancel(d.event)
		d.event = g.schedule(own.at, eventDeadline, 0)
	}
}

// stands reports whether the deadline is that of a request under way.
func (g *Gate) stands(d *deadline) bool {
	r := &g.requests[d.request]
	return r.open && r.serial == d.serial
}

// forgetDeadlines takes out those that do not matter any more.
func (g *Gate) forgetDeadlines() {
	d := &g.deadlines
	kept := d.entries[:0]
	for i := d.head; i < len(d.entries); i++ {
		if g.stands(&d.entries[i]) {
			kept = append(kept, d.entries[i])
		}
	}
	d.entries, d.head = slices.Grow(kept, 1+len(kept)), 0 // twice the room that is needed: the next time is far
}

// nextDeadline returns the request whose deadline is now, if it is under way still, and sets the timer for
// the next one.
func (g *Gate) nextDeadline() (n int32, due bool) {
	d := &g.deadlines
	for d.event = (sim.Handle{}); d.head < len(d.entries); d.head++ {
		switch first := &d.entries[d.head]; {
		case !g.stands(first):
		case due || first.at > g.simulation.Now():
			d.event = g.schedule(first.at, eventDeadline, 0)
			return n, due
		default:
			n, due = first.request, true
		}
	}
	return n, due
}
