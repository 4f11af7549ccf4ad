package cluster

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
)

// Staggered starts a shard each Every, later by a uniform time up to Jitter.
type Staggered struct{ Every, Jitter time.Duration }

// Starts returns one start a shard.
func (s Staggered) Starts(plan *Plan) []Start {
	starts := make([]Start, len(plan.Order))
	for i, shard := range plan.Order {
		starts[i] = Start{shard, plan.Begin.Add(time.Duration(i)*s.Every + plan.jitter(shard, s.Jitter))}
	}
	return starts
}

// jitter returns the shard's own uniform time up to the limit.
func (p *Plan) jitter(shard health.ShardIndex, limit time.Duration) time.Duration {
	if limit == 0 {
		return 0
	}
	return time.Duration(p.Uniform(shard, 0) * float64(limit))
}
