package notify

// Strategies lists the named strategies in the order of reports and help.
var Strategies = []struct {
	Name, Doc string
}{
	{"cap2", "channel of capacity 2, the newest update is lost when full (Vitess v21)"},
	{"cap1024", "channel of capacity 1024 (proposed in vitessio/vitess#17634)"},
	{"cap2048", "channel of capacity 2048 (Vitess v22 and later)"},
	{"cap64k", "channel of capacity 65,536"},
	{"unbounded", "slice that grows as append grows it and pops from the front; never loses"},
	{"unbounded-list", "linked list; never loses"},
}
