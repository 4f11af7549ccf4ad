package real

import "github.com/reparentsim/reparentsim/model/health"

// Queue connects a health check, which must not wait, with a watcher. Both may run at the same time.
type Queue interface {
	// Reset makes the storage, as a starting vtgate does.
	Reset()
	// Offer stores an update without waiting and returns what became of it.
	Offer(*health.Update) Verdict
	// Take returns the next update. If there is none, it waits for one, or returns nil if wait is false or the queue is
	// closed.
	Take(wait bool) *health.Update
	// Close says that no more updates will come.
	Close()
}

// Verdict is what became of an update that was offered.
type Verdict uint8

// The verdicts.
const (
	Stored    Verdict = iota
	Dropped           // the channel was full: the new update is lost
	Coalesced         // it replaced an older one of the same tablet
)

// Strategy is an implementation that can be measured. If the simulator has the strategy too, the names are equal.
type Strategy struct {
	Name, Doc string
	New       func() Queue
}

// Strategies lists the implementations in the order in which reports show them.
var Strategies = []Strategy{
	{"cap2", "channel of 2 (Vitess v21)", func() Queue { return &channel{capacity: 2} }},
	{"cap1024", "channel of 1024 (vitessio/vitess#17634)", func() Queue { return &channel{capacity: 1024} }},
	{"cap64k", "channel of 65,536", func() Queue { return &channel{capacity: 65_536} }},
	{"unbounded", "slice, append and queue[1:] (vitessio/vitess#17632)", func() Queue { return newGuarded(&slice{}) }},
	{"unbounded-list", "linked list", func() Queue { return newGuarded(&list{}) }},
	{"latest-per-tablet", "the latest update of each tablet", func() Queue { return newGuarded(&latest{}) }},
}
