package sim

import (
	"fmt"
	"math"
	"math/bits"
)

// Priority orders events of the same instant: the lower one runs first. Each use is a modelling decision and
// says why.
type Priority uint8

// MaxPriority is the highest priority value.
const MaxPriority Priority = 1<<priorityBits - 1

// The low word of a key is priority | sequence | slot. Comparing two keys as 128-bit numbers therefore gives
// the whole order, and the slot comes with the key at no cost.
const (
	slotBits     = 24
	priorityBits = 3
	sequenceBits = 64 - slotBits - priorityBits
	slotMask     = 1<<slotBits - 1
	// MaxPending is the number of events that can be pending at once. The sequence has room for 1.4e11 events in total,
	// eight times DefaultBudget.
	MaxPending = 1 << slotBits
)

// key is an event's place in the order: its instant, then its priority, sequence number and slot.
type key struct{ at, order uint64 }

// empty is the instant in the key of a slot without an event; it is later than every event. It also ends the
// list of empty slots.
const empty = math.MaxUint64

// less returns 1 if a comes before b and 0 otherwise, without a branch.
func less(a, b key) uint64 {
	_, borrow := bits.Sub64(a.order, b.order, 0)
	_, borrow = bits.Sub64(a.at, b.at, borrow)
	return borrow
}

// word maps an instant to an unsigned word such that the order is kept, also for negative instants. The
// function instant maps it back.
func word(t Time) uint64    { return uint64(t) ^ 1<<63 }
func instant(w uint64) Time { return Time(w ^ 1<<63) }

// Handle identifies a scheduled event. The zero Handle identifies none: cancelling it does nothing.
type Handle struct{ order uint64 }

// Calendar is the future event list: pending events of type E in the order (time, priority, sequence).
// The zero Calendar is empty and ready to use.
//
// It is a winner tree, also called tournament tree. The leaf of slot s holds the key of the event in slot s, and
// each inner node holds the smaller key of its two children, so the root holds the key of the next event. A
// change replays the path from one leaf to the root, without an unpredictable branch.
//
// Two shortcuts save replays. While either is in use the root may be wrong, and settle ends both:
//
//   - hole: take leaves the key of the event that it took in the tree, because the next call is most often a push,
//     which then replays one path instead of two. hole is the slot of that event plus one, or 0 if there is none.
//     There is at most one hole. Its slot is not pending and is not in the list of empty slots.
//   - stale: after Clear and after growth only the leaves are right. Events pushed then, such as those that a run
//     begins with, are built into the tree all at once by settle. While stale is set, hole is 0.
//
// All other leaves are right at all times: the leaf of a pending event holds its key, and every other leaf has the
// instant empty and, in its order word, the next slot of the list of empty slots, which begins at free.
type Calendar[E any] struct {
	tree     []key // inner nodes in [1, slots), leaves in [slots, 2·slots)
	events   []E   // by slot
	slots    int
	free     uint64 // first slot of the list of empty slots, or empty
	sequence uint64 // of the event scheduled last
	pending  int
	hole     uint64
	stale    bool
}

// Push adds an event and returns its handle. It allocates only when more events are pending than ever before. It
// panics if the instant is before now. The check is here so that Simulation.At is a single call.
func (c *Calendar[E]) Push(at Time, priority Priority, event E, now Time) Handle {
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

// past panics: scheduling in the past is a bug of the model.
func past(at Time, event any, now Time) {
	panic(fmt.Sprintf("sim: event %v scheduled at %v, which is before now, %v", event, at, now))
}

// vacancy takes a slot from the list of empty slots.
func (c *Calendar[E]) vacancy() uint64 {
	if c.slots == 0 || c.free == empty {
		c.grow()
	}
	slot := c.free
	c.free = c.tree[uint64(c.slots)+slot].order
	return slot
}

// settle makes the root right. The work is in repair so that the check is inlined.
func (c *Calendar[E]) settle() {
	if c.hole != 0 || c.stale {
		c.repair()
	}
}

// repair removes the hole and builds the tree if it is stale.
func (c *Calendar[E]) repair() {
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

// due reports whether an event is pending before the end, which is an instant as a word. The calendar must be
// settled.
func (c *Calendar[E]) due(end uint64) bool { return c.pending > 0 && c.tree[1].at < end }

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

// take removes the next event and leaves a hole in its place. The calendar must be settled and not empty.
func (c *Calendar[E]) take() (Time, E) {
	top := c.tree[1]
	slot := top.order & slotMask
	c.hole = slot + 1
	c.pending--
	return instant(top.at), c.events[slot]
}

// Cancel removes an event and reports whether it was still pending.
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

// Clear removes all events and keeps the memory. Handles returned before must not be used any more.
func (c *Calendar[E]) Clear() {
	c.free, c.sequence, c.pending, c.hole, c.stale = empty, 0, 0, 0, true
	c.link(0)
}

// link puts the slots from first on at the front of the list of empty slots, the lowest first.
func (c *Calendar[E]) link(first int) {
	for slot := c.slots - 1; slot >= first; slot-- {
		c.tree[c.slots+slot] = key{empty, c.free}
		c.free = uint64(slot)
	}
}

// release removes the pending event in the slot.
func (c *Calendar[E]) release(slot uint64) {
	c.set(slot, key{empty, c.free})
	c.free = slot
	c.pending--
}

// set writes the key of a slot and replays the path from its leaf to the root.
func (c *Calendar[E]) set(slot uint64, x key) {
	tree := c.tree
	node := uint64(c.slots) + slot
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

// build computes all inner nodes, from the lowest to the root.
func (c *Calendar[E]) build() {
	c.stale = false
	tree := c.tree
	for node := c.slots - 1; node > 0; node-- {
		left, right := tree[2*node], tree[2*node+1]
		mask := -less(right, left)
		tree[node] = key{left.at ^ (left.at^right.at)&mask, left.order ^ (left.order^right.order)&mask}
	}
}

// grow makes room for half as many events again, or for an eighth if there are many: memory then matters more
// than the time to build the tree again.
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
