package sim

import (
	"fmt"
	"math"
	"math/bits"
)

// Priority orders events of the same instant: the lower runs first. Each use is a modelling decision and
// says why.
type Priority uint8

// MaxPriority is the last of the priorities.
const MaxPriority Priority = 1<<priorityBits - 1

// The low word of a key is priority | sequence | slot, so that a comparison of two 128-bit numbers is
// the whole order and the slot comes along for free.
const (
	slotBits     = 24
	priorityBits = 3
	sequenceBits = 64 - slotBits - priorityBits
	slotMask     = 1<<slotBits - 1
	// MaxPending is how many events can be pending at once.
	MaxPending = 1 << slotBits
	// MaxEvents is how many events one simulation can schedule, some 1.4e11.
	MaxEvents = 1<<sequenceBits - 1
)

// key is the place of an event in the order: its instant, then priority, sequence and slot.
type key struct{ at, order uint64 }

// empty marks a slot without an event; it is later than every event. The slots without an event form a
// list through the order words of their leaves.
const empty = math.MaxUint64

// less returns 1 if a comes before b and 0 otherwise, without a branch.
func less(a, b key) uint64 {
	_, borrow := bits.Sub64(a.order, b.order, 0)
	_, borrow = bits.Sub64(a.at, b.at, borrow)
	return borrow
}

// instant and word map instants to unsigned words of the same order, negative ones included.
func word(t Time) uint64    { return uint64(t) ^ 1<<63 }
func instant(w uint64) Time { return Time(w ^ 1<<63) }

// Handle is a handle on a scheduled event. The zero Handle is none: cancelling it does nothing.
type Handle struct{ order uint64 }

// Scheduled reports whether the handle was ever given to an event (which may have run since).
func (e Handle) Scheduled() bool { return e.order != 0 }

// Calendar is the future event list: pending events of type E in the order (time, priority, sequence).
// It is a winner tree (tournament tree): the leaf of slot s holds the key of the event in slot s, each
// inner node the smaller key of its two children, so the root is the next event. A change rewrites the
// path from leaf to root without an unpredictable branch; an event replaced or cancelled costs one such
// path. The zero Calendar is empty and ready to use.
type Calendar[E any] struct {
	tree     []key // [1, 2·slots): inner nodes, then leaves
	events   []E   // by slot
	slots    int
	free     uint64 // first slot of the list of empty ones, or empty
	sequence uint64
	pending  int
	// hole is the slot of the event that was taken last, plus one, if its key still stands in the tree, or 0:
	// the next event to be scheduled most often takes its place, which costs one path instead of two.
	hole uint64
	// stale says that only the leaves are right: whatever is scheduled before the next event is asked for, such
	// as all that a run begins with, is built into the tree at once, not path by path. There is no hole then.
	stale bool
}

// Len returns the number of pending events.
func (c *Calendar[E]) Len() int { return c.pending }

// Push adds an event and returns its handle. It allocates only when more events are pending than ever
// before.
func (c *Calendar[E]) Push(at Time, priority Priority, event E) Handle {
	return c.push(at, priority, event, at)
}

// push is Push with the present instant, before which there is nothing to schedule. Checking it here spares
// those who schedule a call.
func (c *Calendar[E]) push(at Time, priority Priority, event E, now Time) Handle {
	if at < now {
		past(at, event, now)
	}
	slot := c.hole - 1
	if c.hole == 0 {
		slot = c.vacancy()
	}
	c.hole = 0
	c.events[slot] = event
	c.pending++
	c.sequence++
	order := uint64(priority)<<(slotBits+sequenceBits) | c.sequence<<slotBits | slot
	c.set(slot, key{word(at), order})
	return Handle{order}
}

// past reports a bug of the model.
func past(at Time, event any, now Time) {
	panic(fmt.Sprintf("sim: event %v scheduled at %v, which is before now, %v", event, at, now))
}

// vacancy takes a slot from the list of empty ones.
func (c *Calendar[E]) vacancy() uint64 {
	if c.slots == 0 || c.free == empty {
		c.grow()
	}
	slot := c.free
	c.free = c.tree[uint64(c.slots)+slot].order
	return slot
}

// settle makes the root the next event: it takes the key of the event taken last out of the tree, if nothing
// has replaced it, and builds what is stale.
func (c *Calendar[E]) settle() {
	if c.hole != 0 {
		slot := c.hole - 1
		c.hole = 0
		c.set(slot, key{empty, c.free})
		c.free = slot
	}
	if c.stale {
		c.build()
	}
}

// Peek returns the instant of the next event, or Never if none is pending.
func (c *Calendar[E]) Peek() Time {
	c.settle()
	if c.pending == 0 {
		return Never
	}
	return instant(c.tree[1].at)
}

// Pop removes and returns the next event; ok is false if none is pending.
func (c *Calendar[E]) Pop() (at Time, event E, ok bool) {
	c.settle()
	if c.pending == 0 {
		return Never, event, false
	}
	at, event = c.take()
	return at, event, true
}

// take removes the next event, which must be there in a settled tree, and leaves a hole in its place.
func (c *Calendar[E]) take() (Time, E) {
	top := c.tree[1]
	slot := top.order & slotMask
	c.hole = slot + 1
	c.pending--
	return instant(top.at), c.events[slot]
}

// Cancel removes a pending event and reports whether it was pending still.
func (c *Calendar[E]) Cancel(e Handle) bool {
	c.settle()
	slot := e.order & slotMask
	if e.order == 0 || slot >= uint64(c.slots) {
		return false
	}
	if leaf := c.tree[uint64(c.slots)+slot]; leaf.order != e.order || leaf.at == empty {
		return false
	}
	c.release(slot)
	return true
}

// Clear removes all events and keeps the memory. Handles given before must not be used any more.
func (c *Calendar[E]) Clear() {
	c.free, c.sequence, c.pending, c.hole, c.stale = empty, 0, 0, 0, true
	c.link(0)
}

// link puts the slots from first on into the list of empty ones, the lowest first.
func (c *Calendar[E]) link(first int) {
	for slot := c.slots - 1; slot >= first; slot-- {
		c.tree[c.slots+slot] = key{empty, c.free}
		c.free = uint64(slot)
	}
}

func (c *Calendar[E]) release(slot uint64) {
	c.set(slot, key{empty, c.free})
	c.free = slot
	c.pending--
}

// set writes the key of a slot and plays the matches from its leaf up to the root.
func (c *Calendar[E]) set(slot uint64, x key) {
	tree := c.tree
	node := uint64(c.slots) + slot
	if node >= uint64(len(tree)) {
		return
	}
	tree[node] = x
	if c.stale {
		return
	}
	for node > 1 {
		other := tree[node^1]
		mask := -less(other, x)
		x.at ^= (x.at ^ other.at) & mask
		x.order ^= (x.order ^ other.order) & mask
		node >>= 1
		tree[node] = x
	}
}

// build plays all matches, the lowest first.
func (c *Calendar[E]) build() {
	c.stale = false
	tree := c.tree
	for node := c.slots - 1; node > 0; node-- {
		left, right := tree[2*node], tree[2*node+1]
		mask := -less(right, left)
		tree[node] = key{left.at ^ (left.at^right.at)&mask, left.order ^ (left.order^right.order)&mask}
	}
}

// grow makes room for half as many events again, for an eighth when they are many: then memory counts for more
// than the time it takes to build the tree again.
func (c *Calendar[E]) grow() {
	const many = 1024
	slots := max(2, c.slots+max(min(c.slots, many)/2, c.slots/8))
	slots += slots & 1
	if slots > MaxPending {
		panic(fmt.Sprintf("sim: more than %d events pending", MaxPending))
	}
	old := c.tree[c.slots:]
	first := c.slots
	c.tree = make([]key, 2*slots)
	c.events = append(make([]E, 0, slots), c.events...)[:slots]
	copy(c.tree[slots:], old)
	c.slots, c.free, c.stale = slots, empty, true
	c.link(first)
}
