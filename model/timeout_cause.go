package model

import (
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// timeoutCause decides why a shard's buffering has come to its maximum duration, from the state of the
// world at this instant: the first cause that applies, in the order of TimeoutCauses.
func (g *Gate) timeoutCause(s health.ShardIndex) TimeoutCause {
	if g.deadlockAt != sim.Never {
		return TimeoutDeadlock
	}
	now := g.simulation.Now()
	truth := g.timeline.Truth(s, now)
	if !truth.Serving {
		return TimeoutSlowReparent
	}
	own := &g.shards[s].news
	if !g.believedWell(s, truth) {
		switch state := g.watcher.Shard(s); {
		case own.lost:
			return TimeoutLostUpdate
		case state.WaitForReparent && own.good == effective:
			return TimeoutNotAccepted
		case own.stale:
			return TimeoutStaleNotServing
		case own.term < truth.Term || own.good == unheard:
			return TimeoutInFlight
		}
		return TimeoutBacklog
	}
	k := g.layout.Shards[s].Keyspace
	if g.watcher.Consistent(k) {
		return TimeoutBacklog // the event that would end it waits for the consumer
	}
	return g.otherShards(k, s, now)
}

// otherShards decides which of the keyspace's other shards holds a buffering up whose own shard is well.
func (g *Gate) otherShards(k health.KeyspaceIndex, own health.ShardIndex, now sim.Time) TimeoutCause {
	down := false
	for _, other := range g.layout.ShardsOf[k] {
		if other == own {
			continue
		}
		truth := g.timeline.Truth(other, now)
		if !truth.Serving {
			down = true
		} else if g.shards[other].news.lost && !g.believedWell(other, truth) {
			return TimeoutOtherLostUpdate
		}
	}
	if down {
		return TimeoutOverlap
	}
	return TimeoutOtherLate
}

// believedWell reports whether the watcher knows that the shard's present primary serves.
func (g *Gate) believedWell(s health.ShardIndex, truth cluster.Truth) bool {
	state := g.watcher.Shard(s)
	return state.Serving && state.Term >= truth.Term
}
