package sim

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// pending is a pending event of the slow calendar.
type pending struct {
	at       Time
	priority Priority
	number   int
	handle   Handle
}

// slowCalendar is a calendar that is too simple to be wrong: a slice that is searched for the next event.
type slowCalendar struct{ events []pending }

func (c *slowCalendar) next() int {
	best := 0
	for i := range c.events {
		a, b := c.events[i], c.events[best]
		if cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.priority, b.priority), cmp.Compare(a.number, b.number)) < 0 {
			best = i
		}
	}
	return best
}

// pair is a calendar beside a slow one with the same events.
type pair struct {
	fast Calendar[int]
	slow slowCalendar
	gone []Handle // of events that have run or been cancelled
}

func TestCalendarAgreesWithSlowOne(t *testing.T) {
	operations := rapid.SampledFrom([]string{
		"push", "push", "push", "pop", "pop", "cancel", "cancel gone", "clear", "peek",
	})
	rapid.Check(t, func(t *rapid.T) {
		var p pair
		for number := range rapid.IntRange(1, 300).Draw(t, "operations") {
			switch operations.Draw(t, "operation") {
			case "push":
				at := Time(rapid.Int64Range(-5, 5).Draw(t, "at"))
				priority := Priority(rapid.IntRange(0, int(MaxPriority)).Draw(t, "priority"))
				handle := p.fast.Push(at, priority, number, at)
				p.slow.events = append(p.slow.events, pending{at, priority, number, handle})
			case "pop":
				p.pop(t)
			case "cancel":
				p.cancel(t)
			case "cancel gone":
				if len(p.gone) > 0 && p.fast.Cancel(rapid.SampledFrom(p.gone).Draw(t, "which")) {
					t.Fatal("an event was cancelled that had run or been cancelled before")
				}
			case "clear":
				p.fast.Clear()
				p.slow.events, p.gone = nil, nil
			case "peek":
				want := Never
				if len(p.slow.events) > 0 {
					want = p.slow.events[p.slow.next()].at
				}
				if got := p.fast.Peek(); got != want {
					t.Fatalf("peeked %v, want %v", got, want)
				}
			}
			if p.fast.pending != len(p.slow.events) {
				t.Fatalf("%d events pending, want %d", p.fast.pending, len(p.slow.events))
			}
			if fault := p.fast.fault(); fault != "" {
				t.Fatal(fault)
			}
		}
	})
}

func (p *pair) pop(t *rapid.T) {
	at, number, ok := p.fast.Pop()
	if ok != (len(p.slow.events) > 0) {
		t.Fatalf("pop says %v with %d events pending", ok, len(p.slow.events))
	}
	if !ok {
		return
	}
	i := p.slow.next()
	if want := p.slow.events[i]; at != want.at || number != want.number {
		t.Fatalf("popped event %d at %v, want %d at %v", number, at, want.number, want.at)
	}
	p.remove(i)
}

func (p *pair) cancel(t *rapid.T) {
	if len(p.slow.events) == 0 {
		return
	}
	i := rapid.IntRange(0, len(p.slow.events)-1).Draw(t, "which")
	if !p.fast.Cancel(p.slow.events[i].handle) {
		t.Fatal("a pending event could not be cancelled")
	}
	p.remove(i)
}

// remove takes the event out of the slow calendar.
func (p *pair) remove(i int) {
	p.gone = append(p.gone, p.slow.events[i].handle)
	p.slow.events = slices.Delete(p.slow.events, i, i+1)
}

// fault says which of the type's invariants is broken, or returns "".
func (c *Calendar[E]) fault() string {
	if c.stale && c.hole != 0 {
		return "there is a hole in a stale tree"
	}
	if c.slots == 0 {
		return ""
	}
	vacant := map[uint64]bool{}
	for slot := c.free; slot != empty; slot = c.tree[uint64(c.slots)+slot].order {
		if vacant[slot] {
			return "the list of empty slots is a cycle"
		}
		vacant[slot] = true
	}
	holes := 0
	for slot := range uint64(c.slots) {
		leaf := c.tree[uint64(c.slots)+slot]
		switch {
		case c.hole == slot+1:
			holes++
			if vacant[slot] {
				return "the hole is in the list of empty slots"
			}
		case vacant[slot] != (leaf.at == empty):
			return "the list of empty slots differs from the leaves without an event"
		case !vacant[slot] && leaf.order&slotMask != slot:
			return "a leaf holds the key of another slot's event"
		}
	}
	if c.pending != c.slots-len(vacant)-holes {
		return "the count of pending events differs from the leaves"
	}
	for node := c.slots - 1; node > 0 && !c.stale; node-- {
		if left, right := c.tree[2*node], c.tree[2*node+1]; c.tree[node] != left && less(left, right) == 1 ||
			c.tree[node] != right && less(right, left) == 1 {
			return "an inner node does not hold the smaller key of its children"
		}
	}
	return ""
}

func TestZeroEventCancelsNothing(t *testing.T) {
	var c Calendar[int]
	if c.Cancel(Handle{}) {
		t.Error("the zero event was cancelled in an empty calendar")
	}
	c.Push(1, 0, 7, 0)
	if c.Cancel(Handle{}) || c.pending != 1 {
		t.Error("the zero event cancelled another")
	}
}

// From a few thousand pending events on, an event of one word takes at most 48 bytes: its key twice, the event itself,
// and room to grow.
func TestCalendarTakesAtMost48BytesPerEvent(t *testing.T) {
	var c Calendar[uint64]
	for pending := 1; pending <= 300_000; pending++ {
		c.Push(Time(pending), 0, 0, 0)
		if live := 16*cap(c.tree) + 8*cap(c.events); pending > 4000 && live > 48*pending {
			t.Fatalf("%d bytes for %d events are %.1f each, want at most 48",
				live, pending, float64(live)/float64(pending))
		}
	}
}
