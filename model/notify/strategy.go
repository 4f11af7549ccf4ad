package notify

// Strategy is a way to keep updates until the watcher takes them, with the properties that its contract test checks.
type Strategy struct {
	Name, Doc string
	Bounded   bool // it never holds more than its capacity
	Ordered   bool // items are taken in the order in which they were offered
	Lossless  bool // no item is ever refused or evicted
	Coalesces bool // an item may replace an older one

	new func(Spec) Queue
}

// Strategies lists the named strategies in the order in which reports and help show them. A new one is a file with its
// queue and a line here.
var Strategies = []Strategy{
	{Name: "cap2", Doc: "channel of capacity 2; loses the newest update when full (Vitess v21)",
		Bounded: true, Ordered: true, new: newChannel},
	{Name: "cap1024", Doc: "channel of capacity 1024 (proposed in vitessio/vitess#17634)",
		Bounded: true, Ordered: true, new: newChannel},
	{Name: "cap2048", Doc: "channel of capacity 2048 (Vitess v22 and later)",
		Bounded: true, Ordered: true, new: newChannel},
	{Name: "cap64k", Doc: "channel of capacity 65,536", Bounded: true, Ordered: true, new: newChannel},
	{Name: "unbounded", Doc: "slice that grows by append and is popped from the front; never loses an update",
		Ordered: true, Lossless: true, new: newSlice},
	{Name: "unbounded-list", Doc: "linked list; never loses an update",
		Ordered: true, Lossless: true, new: newList},
}

// New returns an empty queue of the strategy.
func New(s Spec) Queue {
	for i := range Strategies {
		if Strategies[i].Name == s.name {
			return Strategies[i].new(s)
		}
	}
	return newChannel(s) // capN with a capacity that is not listed
}
