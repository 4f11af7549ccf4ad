package model

import (
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// timeoutCause decides why a shard's buffering has come to its maximum duration, from the state of the
// world at this instant: the first cause that applies, in the order of TimeoutCauses.
func (g *Gate) timeoutCause(s health.ShardIndex) record.TimeoutCause {
	if g.deadlockAt != sim.Never {
		return record.TimeoutDeadlock
	}
	now := g.simulation.Now()
	truth := g.timeline.Truth(s, now)
	if !truth.Serving {
		return record.TimeoutSlowReparent
	}
	own := g.unit.News(s)
	if !g.believedWell(s, truth) {
		switch state := g.watcher.Shard(s); {
		case own.Lost:
			return record.TimeoutLostUpdate
		case state.WaitForReparent && own.Good == record.Effective:
			return record.TimeoutNotAccepted
		case own.Stale:
			return record.TimeoutStaleNotServing
		case own.Term < truth.Term || own.Good == record.Unheard:
			return record.TimeoutInFlight
		}
		return record.TimeoutBacklog
	}
	k := g.layout.Shards[s].Keyspace
	if g.watcher.Consistent(k) {
		return record.TimeoutBacklog // the event that would end it waits for the consumer
	}
	return g.otherShards(k, s, now)
}

// otherShards decides which of the keyspace's other shards holds a buffering up whose own shard is well.
func (g *Gate) otherShards(k health.KeyspaceIndex, own health.ShardIndex, now sim.Time) record.TimeoutCause {
	down := false
	for _, other := range g.layout.ShardsOf[k] {
		if other == own {
			continue
		}
		truth := g.timeline.Truth(other, now)
		if !truth.Serving {
			down = true
		} else if g.unit.News(other).Lost && !g.believedWell(other, truth) {
			return record.TimeoutOtherLostUpdate
		}
	}
	if down {
		return record.TimeoutOverlap
	}
	return record.TimeoutOtherLate
}

// believedWell reports whether the watcher knows that the shard's present primary serves.
func (g *Gate) believedWell(s health.ShardIndex, truth cluster.Truth) bool {
	state := g.watcher.Shard(s)
	return state.Serving && state.Term >= truth.Term
}
