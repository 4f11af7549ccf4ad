package notify

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Item is one update on its way. Offered and Number are the owner's notes.
type Item struct {
	Update  health.Update
	Offered sim.Time
	Number  int32
}

// Verdict is what an offer came to.
type Verdict uint8

// The verdicts.
const (
	Stored   Verdict = iota
	Refused          // the new item is lost: there was no room
	Evicted          // the new item is stored, and an older one lost for it
	Replaced         // the new item is stored in place of an older one, which it makes superfluous
)

// Queue holds updates between the health check, which offers without waiting, and the watcher, which takes one when it
// is ready for one.
type Queue interface {
	// Offer hands an item in. Displaced is the older item that is gone for it, nil unless the verdict says that there
	// is one; it is valid until the next call.
	Offer(Item) (verdict Verdict, displaced *Item)
	Take() (Item, bool)
	Len() int
	// Footprint is the memory of the modelled storage since the last Reset.
	Footprint() Footprint
	// Reset makes the queue as new.
	Reset()
}

// Passer is a Queue that knows a short way for an item that is offered to the empty queue and taken at once.
type Passer interface {
	// Pass has the effect of Offer and Take on what the queue holds and has allocated.
	Pass()
}

// Footprint is the memory that a strategy's own storage takes in a real vtgate: pointers to updates and
// what holds them, each object rounded up as Go's allocator does. The updates themselves are not in it.
type Footprint struct {
	HeldBytes      int64 // now
	HeldMaxBytes   int64 // at its peak; while a slice grows its old and new array are alive
	AllocatedBytes int64 // in total
}

func (f *Footprint) allocate(bytes int64) {
	f.HeldBytes += bytes
	f.AllocatedBytes += bytes
	f.HeldMaxBytes = max(f.HeldMaxBytes, f.HeldBytes)
}

// ring is a queue of items in our own memory, which it keeps: whatever it models allocates nothing here
// once it has been as long as it gets.
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
