package cluster

import (
	"time"

	"github.com/reparentsim/reparentsim/sim"
)

// Staggered starts one shard every Every, each later by a uniform time up to Jitter.
type Staggered struct{ Every, Jitter time.Duration }

// Starts returns one start per shard.
func (s Staggered) Starts(plan *Plan) []Start {
	starts := make([]Start, len(plan.Order))
	for i, shard := range plan.Order {
		starts[i] = Start{shard, plan.Begin.Add(time.Duration(i)*s.Every + plan.jitter(shard, s.Jitter))}
	}
	return starts
}

func staggeredKind() ScheduleKind {
	var s Staggered
	return ScheduleKind{
		Name: "staggered",
		Doc:  "one shard starts after another, every apart, each delayed by a uniform time up to jitter",
		Parameters: []sim.Parameter{
			{Name: "every", Doc: "from one start to the next", Place: &s.Every, Positive: true, Required: true},
			jitterParameter(&s.Jitter),
		},
		Build: func() Schedule { return s },
	}
}
