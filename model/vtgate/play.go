package vtgate

import (
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

// Grace is how long a unit may go on after the horizon, until everything that has begun has ended. A query that is open
// even then is stuck.
const Grace = 5 * time.Minute

// Play simulates a unit: the vtgate goes through the timeline, from a steady state until everything that has begun
// before the horizon has ended. The key is the unit's. The error is a *sim.BudgetError.
func (g *Gate) Play(timeline *cluster.Timeline, key sim.Key) error {
	g.Begin(&g.timeline, timeline, key, 0)
	g.timeline.begin(timeline)
	g.flows.begin()
	if err := g.Run(g.clock.horizon); err != nil {
		return err
	}
	if err := g.Run(g.clock.horizon.Add(Grace)); err != nil {
		return err
	}
	g.flows.finish()
	g.finish()
	return nil
}

// finish accounts for what is still under way at the end of a unit and collects what the parts have counted.
func (g *Gate) finish() {
	for n := range g.requests.all {
		if r := g.requests.at(int32(n)); r.open {
			cause := g.causes.ofFailure(r, record.OutcomeStuck)
			g.Unit.QueryEnded(r.number, record.OutcomeStuck, r.buffered, cause, g.clock.Now())
		}
	}
	t := &g.Unit.Tally
	for s := range g.buffers.buffer.Counters {
		t.Buffer.Add(&g.buffers.buffer.Counters[s])
	}
	footprint := g.Watch.queue.Footprint()
	t.HeldMaxBytes, t.AllocatedBytes = footprint.HeldMaxBytes, footprint.AllocatedBytes
	t.BufferUsedMax, t.Events = g.buffers.buffer.UsedMax(), g.clock.Executed()
	g.Unit.Finish(g.clock.horizon)
}

// SetBudget limits how many events the next unit may take.
func (g *Gate) SetBudget(events uint64) { g.clock.Budget = events }

// Next returns the instant of the next event, or sim.Never.
func (g *Gate) Next() sim.Time { return g.clock.Next() }

// Open returns how many requests are under way.
func (g *Gate) Open() int { return g.requests.open }

// Now returns the current instant.
func (g *Gate) Now() sim.Time { return g.clock.Now() }

// Believes returns what the watcher believes about a shard, and whether it believes that the shard's keyspace is whole.
func (g *Gate) Believes(s health.ShardIndex) (state watcher.ShardState, whole bool) {
	w := g.Watch.watcher
	return w.Shard(s), w.Consistent(g.Gateway.layout.Shards[s].Keyspace)
}

// Counters returns Vitess's counters of the shard buffers, by shard.
func (g *Gate) Counters() []buffer.Counters { return g.buffers.buffer.Counters }
