package cluster

import (
	"time"

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

// None reparents nothing.
type None struct{}

// Simultaneous starts each shard at the beginning plus a uniform time up to Jitter.
type Simultaneous struct{ Jitter time.Duration }

// Staggered starts a shard each Every, later by a uniform time up to Jitter.
type Staggered struct{ Every, Jitter time.Duration }

// Waves starts Size shards at once; a wave starts Pause after the last promotion of the one before.
type Waves struct {
	Size          int
	Pause, Jitter time.Duration
}

// Concurrency keeps Limit reparents under way: the next starts when one is promoted.
type Concurrency struct{ Limit int }

// UniformWithin starts each shard at a uniform time within Within.
type UniformWithin struct{ Within time.Duration }

// Poisson starts the shards one after the other as a Poisson process of Rate per second.
type Poisson struct{ Rate float64 }

// Explicit starts the reparents given.
type Explicit struct{ At []Start }
