package sim

import (
	"fmt"
	"slices"
	"strings"
)

// BudgetError reports that a run used up its budget of events, and which kind of event kept it busy at the end.
type BudgetError struct {
	Executed uint64
	At       Time
	Busiest  string // the kind of event executed most often at the end; "" if Simulation.Name is nil
}

// Error names the budget, the instant and the busiest event.
func (e *BudgetError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the budget of %d events was used up at %v", e.Executed, e.At)
	if e.Busiest != "" {
		fmt.Fprintf(&b, "; the busiest event is %q", e.Busiest)
	}
	return b.String()
}

// autopsySample is the number of further events that are executed to find out what keeps a run busy. Kinds are
// counted only then, so that the count stays out of the hot loop.
const autopsySample = 1024

// exhausted executes a sample of events beyond the budget and reports the most frequent kind.
func (s *Simulation[E]) exhausted(budget uint64, handle func(E)) error {
	failure := &BudgetError{Executed: budget, At: s.now}
	if s.Name == nil {
		return failure
	}
	count := map[string]int{}
	for range autopsySample {
		at, event, ok := s.calendar.Pop()
		if !ok {
			break
		}
		s.now = at
		count[s.Name(event)]++
		handle(event)
	}
	names := make([]string, 0, len(count))
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	if len(names) > 0 {
		failure.Busiest = names[0]
	}
	return failure
}
