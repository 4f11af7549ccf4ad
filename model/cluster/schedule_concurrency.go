package cluster

import (
	"container/heap"

	"github.com/reparentsim/reparentsim/sim"
)

// Concurrency keeps Limit reparents under way: the next one starts when one of them has its new primary.
type Concurrency struct{ Limit int }

// Starts returns one start per shard until the horizon.
func (c Concurrency) Starts(plan *Plan) []Start {
	starts := make([]Start, 0, len(plan.Order))
	var running promotions
	for _, shard := range plan.Order {
		at := plan.Begin
		if len(running) >= c.Limit {
			at = heap.Pop(&running).(sim.Time)
		}
		if at >= plan.Horizon {
			break
		}
		starts = append(starts, Start{shard, at})
		heap.Push(&running, plan.Promoted(shard, at))
	}
	return starts
}

func concurrencyKind() ScheduleKind {
	var c Concurrency
	return ScheduleKind{
		Name: "concurrency", Doc: "keeps limit reparents under way; the next starts when one is promoted",
		Parameters: []sim.Parameter{
			{Name: "limit", Doc: "reparents at once", Place: &c.Limit, Positive: true, Required: true},
		},
		Build: func() Schedule { return c },
	}
}

// promotions is a heap of the instants at which the reparents under way end.
type promotions []sim.Time

func (p promotions) Len() int           { return len(p) }
func (p promotions) Less(i, j int) bool { return p[i] < p[j] }
func (p promotions) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *promotions) Push(at any)       { *p = append(*p, at.(sim.Time)) }
func (p *promotions) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
}
