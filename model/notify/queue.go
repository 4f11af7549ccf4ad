package notify

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Item is one update on its way. Offered and Number belong to the owner; queues do not look at them.
type Item struct {
	Update  health.Update
	Offered sim.Time
	Number  int32
}

// Verdict is the result of an offer.
type Verdict uint8

// The verdicts.
const (
	Stored   Verdict = iota
	Refused          // the new item is lost: there was no room
	Evicted          // the new item is stored, and an older one is lost to make room
	Replaced         // the new item is stored and replaces an older one, which is obsolete
)

// Queue holds updates between the health check, which offers them without waiting, and the watcher, which takes one
// when it is ready.
type Queue interface {
	// Offer offers an item. Displaced is the older item that was evicted or replaced, or nil. It is valid until the
	// next call.
	Offer(Item) (verdict Verdict, displaced *Item)
	Take() (Item, bool)
	Len() int
	// Footprint returns the memory of the modelled storage since the last Reset.
	Footprint() Footprint
	// Reset puts the queue back into its initial state.
	Reset()
}

// Passer is a Queue with a shortcut for an item that is offered to the empty queue and taken at once.
type Passer interface {
	// Pass changes what the queue holds and has allocated as Offer and Take would.
	Pass()
}

// Footprint is the memory that a strategy's own storage takes in a real vtgate: pointers to updates and whatever holds
// them, each object rounded up as Go's allocator does. The updates themselves do not count.
type Footprint struct {
	HeldBytes      int64 // now
	HeldMaxBytes   int64 // at its peak: while a slice grows, its old and its new array are alive
	AllocatedBytes int64 // in total
}

func (f *Footprint) allocate(bytes int64) {
	f.HeldBytes += bytes
	f.AllocatedBytes += bytes
	f.HeldMaxBytes = max(f.HeldMaxBytes, f.HeldBytes)
}

// ring is a queue of items in memory of our own, which is reused. It allocates nothing more once it has reached its
// greatest length, whatever the modelled storage would allocate.
type ring struct {
	items []Item // its length is a power of two
	head  int
	count int
}

func (r *ring) push(item Item) {
	if r.count == len(r.items) {
		grown := make([]Item, max(8, 2*len(r.items)))
		n := copy(grown, r.items[r.head:])
		copy(grown[n:], r.items[:r.head])
		r.items, r.head = grown, 0
	}
	r.items[(r.head+r.count)&(len(r.items)-1)] = item
	r.count++
}

func (r *ring) pop() (Item, bool) {
	if r.count == 0 {
		return Item{}, false
	}
	item := r.items[r.head]
	r.head = (r.head + 1) & (len(r.items) - 1)
	r.count--
	return item, true
}

func (r *ring) clear() { r.head, r.count = 0, 0 }
