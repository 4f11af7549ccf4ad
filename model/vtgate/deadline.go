package vtgate

import (
	"slices"

	"github.com/reparentsim/reparentsim/sim"
)

// deadlines are the instants at which the clients of buffered requests give up. Most requests return long before, in
// the order of their deadlines. So only the earliest deadline is in the calendar, and a deadline whose request has
// returned is skipped when its turn comes.
type deadlines struct {
	entries []deadline // from head on, in order of time
	head    int
	event   sim.Handle
}

type deadline struct {
	at      sim.Time
	request int32
	serial  uint32 // of the request, because its number may belong to another by now
}

func (d *deadlines) reset() { *d = deadlines{entries: d.entries[:0]} }

// awaitDeadline sets the request's timer, once.
func (b *shardBuffers) awaitDeadline(n int32) {
	r := b.requests.at(n)
	if r.timed || r.deadline == sim.Never {
		return
	}
	r.timed = true
	d := &b.deadlines
	if len(d.entries) == cap(d.entries) {
		b.forgetDeadlines()
	}
	own := deadline{max(r.deadline, b.clock.Now()), n, r.serial}
	d.entries = append(d.entries, own)
	i := len(d.entries) - 1
	for ; i > d.head && d.entries[i-1].at > own.at; i-- {
		d.entries[i] = d.entries[i-1]
	}
	d.entries[i] = own
	if i == d.head {
		b.clock.Cancel(d.event)
		d.event = b.clock.schedule(own.at, eventDeadline, 0)
	}
}

// stands reports whether the deadline's request is still under way.
func (d *deadline) stands(among *requests) bool {
	r := among.at(d.request)
	return r.open && r.serial == d.serial
}

// forgetDeadlines removes deadlines that no longer matter.
func (b *shardBuffers) forgetDeadlines() {
	d := &b.deadlines
	kept := d.entries[:0]
	for i := d.head; i < len(d.entries); i++ {
		if d.entries[i].stands(b.requests) {
			kept = append(kept, d.entries[i])
		}
	}
	d.entries, d.head = slices.Grow(kept, 1+len(kept)), 0 // twice the room needed, so that this happens seldom
}

// deadlineReached handles the earliest deadline: if its request is still under way, the client gives up. It sets the
// timer for the next deadline and reports whether a client gave up.
func (b *shardBuffers) deadlineReached() bool {
	n, due := b.nextDeadline()
	if due {
		b.clientGivesUp(n)
	}
	return due
}

// nextDeadline returns the request whose deadline is now, if there is one, and sets the timer for the next deadline.
func (b *shardBuffers) nextDeadline() (n int32, due bool) {
	d := &b.deadlines
	for d.event = (sim.Handle{}); d.head < len(d.entries); d.head++ {
		switch first := &d.entries[d.head]; {
		case !first.stands(b.requests):
		case due || first.at > b.clock.Now():
			d.event = b.clock.schedule(first.at, eventDeadline, 0)
			return n, due
		default:
			n, due = first.request, true
		}
	}
	return n, due
}
