package cluster

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Schedule decides when each reparent of a rollout starts.
type Schedule interface {
	// Starts returns the starts of all reparents of the plan. The caller leaves out starts at or after the horizon.
	Starts(plan *Plan) []Start
}

// ScheduleKind is a schedule that a scenario may name.
type ScheduleKind struct {
	Name, Doc string
	// Parameters are the schedule's settings. The place of one may also be a *[]Start.
	Parameters []sim.Parameter
	// Build returns the schedule with the values that the parameters have.
	Build func() Schedule
}

// Schedules lists the schedules in the order in which help shows them. Each call returns a kind with parameters of its
// own.
var Schedules = []func() ScheduleKind{
	noneKind,
	simultaneousKind,
	staggeredKind,
	wavesKind,
	concurrencyKind,
	uniformKind,
	poissonKind,
	explicitKind,
}

// Start is the start of one reparent.
type Start struct {
	Shard health.ShardIndex
	At    sim.Time
}

// Plan is what a schedule knows about a replication.
type Plan struct {
	Begin, Horizon sim.Time
	Order          []health.ShardIndex // the shards in the order of the rollout
	// Uniform returns the n-th uniform in [0, 1) of the shard in this replication's schedule.
	Uniform func(shard health.ShardIndex, n int) float64
	// Promoted returns when the new primary accepts writes if the shard's reparent starts at the given instant. If that
	// reparent fails, it returns when the old primary accepts them again.
	Promoted func(shard health.ShardIndex, start sim.Time) sim.Time
}

// jitter returns the time by which the shard starts later, uniform up to the limit.
func (p *Plan) jitter(shard health.ShardIndex, limit time.Duration) time.Duration {
	if limit == 0 {
		return 0
	}
	return time.Duration(p.Uniform(shard, 0) * float64(limit))
}

// jitterParameter declares the limit of the jitter.
func jitterParameter(place *time.Duration) sim.Parameter {
	return sim.Parameter{Name: "jitter", Doc: "each start is delayed by a uniform time up to this", Place: place}
}
