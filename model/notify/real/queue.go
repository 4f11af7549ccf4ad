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
	Name string
	New  func() Queue
}

// Strategies lists the implementations in the order in which reports show them.
var Strategies = []Strategy{
	{"cap2", func() Queue { return &channel{capacity: 2} }},       // Vitess v21
	{"cap1024", func() Queue { return &channel{capacity: 1024} }}, // proposed in vitessio/vitess#17634
	{"cap64k", func() Queue { return &channel{capacity: 65_536} }},
	{"unbounded", func() Queue { return newGuarded(&slice{}) }}, // proposed in vitessio/vitess#17632
	{"unbounded-list", func() Queue { return newGuarded(&list{}) }},
	{"latest-per-tablet", func() Queue { return newGuarded(&latest{}) }},
}
