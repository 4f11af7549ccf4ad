package notify

// Strategies lists the named strategies in the order of reports and help. A new one is a file with its
// queue and a line here.
var Strategies = []struct {
	Name, Doc string
	new       func(Spec) Queue
}{
	{"cap2", "channel of capacity 2, the newest update is lost when full (Vitess v21)", newChannel},
	{"cap1024", "channel of capacity 1024 (proposed in vitessio/vitess#17634)", newChannel},
	{"cap2048", "channel of capacity 2048 (Vitess v22 and later)", newChannel},
	{"cap64k", "channel of capacity 65,536", newChannel},
	{"unbounded", "slice that grows as append grows it and pops from the front; never loses", newSlice},
	{"unbounded-list", "linked list; never loses", newList},
}

// New returns an empty queue of the strategy.
func New(s Spec) Queue {
	for i := range Strategies {
		if Strategies[i].Name == s.name {
			return Strategies[i].new(s)
		}
	}
	return newChannel(s) // capN of a capacity that is not listed
}
