package overlap

import (
	"cmp"
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/sim"
)

// total returns the total length of the spans and the length of the longest one, both up to the end of the replication,
// and whether any of them goes on beyond it.
func total(spans []cluster.Span, end sim.Time) (sum, longest time.Duration, open bool) {
	for _, s := range spans {
		length := max(0, min(s.To, end).Sub(min(s.From, end)))
		sum += length
		longest = max(longest, length)
		open = open || s.To > end
	}
	return sum, longest, open
}

// step is a change in the number of shards that are in some state at once.
type step struct {
	at    sim.Time
	count int // from this instant on
}

// stepsOf returns how many of the spans cover each instant, and the largest of these numbers.
func stepsOf(spans []cluster.Span) (steps []step, peak int) {
	changes := make([]step, 0, 2*len(spans)) // count is the change here
	for _, s := range spans {
		if s.To > s.From {
			changes = append(changes, step{s.From, 1}, step{s.To, -1})
		}
	}
	slices.SortFunc(changes, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.count, b.count))
	})
	count := 0
	for i, change := range changes {
		count += change.count
		if i+1 < len(changes) && changes[i+1].at == change.at {
			continue
		}
		steps = append(steps, step{change.at, count})
		peak = max(peak, count)
	}
	return steps, peak
}
