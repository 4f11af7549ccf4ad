package reports

import (
	"cmp"
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// overlapUnion returns the stretches that at least one of the spans covers, in the order of time.
// Empty spans cover nothing.
func overlapUnion(spans []record.Span) []record.Span {
	sorted := slices.DeleteFunc(slices.Clone(spans), func(s record.Span) bool { return s.To <= s.From })
	slices.SortFunc(sorted, func(a, b record.Span) int { return cmp.Compare(a.From, b.From) })
	var union []record.Span
	for _, s := range sorted {
		if n := len(union); n > 0 && s.From <= union[n-1].To {
			union[n-1].To = max(union[n-1].To, s.To)
			continue
		}
		union = append(union, s)
	}
	return union
}

// overlapTotal returns how long the spans last together and the longest does, as far as the replication
// goes, and whether one of them goes on beyond.
func overlapTotal(spans []record.Span, end sim.Time) (total, longest time.Duration, open bool) {
	for _, s := range spans {
		length := max(0, min(s.To, end).Sub(min(s.From, end)))
		total += length
		longest = max(longest, length)
		open = open || s.To > end
	}
	return total, longest, open
}

// overlapStep is a change of the number of shards that are in some state at once.
type overlapStep struct {
	at    sim.Time
	count int // from this instant on
}

// overlapSteps counts how many of the spans cover each instant, and the most that do at once.
func overlapSteps(spans []record.Span) (steps []overlapStep, peak int) {
	changes := make([]overlapStep, 0, 2*len(spans))
	for _, s := range spans {
		if s.To > s.From {
			changes = append(changes, overlapStep{s.From, 1}, overlapStep{s.To, -1})
		}
	}
	slices.SortFunc(changes, func(a, b overlapStep) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.count, b.count)) })
	count := 0
	for i, change := range changes {
		count += change.count
		if i+1 < len(changes) && changes[i+1].at == change.at {
			continue
		}
		steps = append(steps, overlapStep{change.at, count})
		peak = max(peak, count)
	}
	return steps, peak
}
