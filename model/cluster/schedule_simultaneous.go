package cluster

import (
	"time"

	"github.com/reparentsim/reparentsim/sim"
)

// Simultaneous starts each shard at the beginning plus a uniform time up to Jitter.
type Simultaneous struct{ Jitter time.Duration }

// Starts returns one start per shard.
func (s Simultaneous) Starts(plan *Plan) []Start {
	return Staggered{Jitter: s.Jitter}.Starts(plan)
}

func simultaneousKind() ScheduleKind {
	var s Simultaneous
	return ScheduleKind{
		Name: "simultaneous", Doc: "all shards start at once, each delayed by a uniform time up to jitter",
		Parameters: []sim.Parameter{jitterParameter(&s.Jitter)},
		Build:      func() Schedule { return s },
	}
}
