package cluster

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Schedule decides when each reparent of a rollout starts.
type Schedule interface {
	// Starts returns the starts of all reparents of the plan. Starts at or after the horizon are left
	// out by the caller.
	Starts(plan *Plan) []Start
}

// Start is the beginning of one reparent.
type Start struct {
	Shard health.ShardIndex
	At    sim.Time
}

// Plan is what a schedule knows of a replication.
type Plan struct {
	Begin, Horizon sim.Time
	Order          []health.ShardIndex // the shards in the order of the rollout
	// Uniform returns the n-th uniform in [0, 1) that belongs to this replication's schedule and the shard.
	Uniform func(shard health.ShardIndex, n int) float64
	// Promoted returns when the reparent of the shard that starts at the given instant has its new
	// primary accept writes (for one that fails: when the old one does again).
	Promoted func(shard health.ShardIndex, start sim.Time) sim.Time
}
