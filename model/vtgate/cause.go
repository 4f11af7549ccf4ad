package vtgate

import (
	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
)

// causes decides why a buffering timed out or a query failed, from the state of the world at that instant. It returns
// the first cause that applies, in the order of record.TimeoutCauses and record.FailureCauses, and changes nothing.
type causes struct {
	clock    *clock
	unit     *record.Unit
	layout   *cluster.Layout
	timeline *cluster.Timeline // the true state of the shards
	watcher  *watcher.Watcher
	buffer   *buffer.Buffer
}

// down reports whether the shard has no primary that takes writes.
func (c *causes) down(s health.ShardIndex) bool {
	_, down := c.timeline.Down(s, c.clock.Now())
	return down
}

// ofTimeout decides why a shard's buffering has reached its maximum duration.
func (c *causes) ofTimeout(s health.ShardIndex) record.TimeoutCause {
	if c.unit.Tally.DeadlockedVtgates > 0 {
		return record.TimeoutDeadlock
	}
	truth := c.timeline.Truth(s, c.clock.Now())
	if !truth.Serving {
		return record.TimeoutSlowReparent
	}
	if !c.believedWell(s, truth) {
		return c.ofDisbelief(s, truth)
	}
	k := c.layout.Shards[s].Keyspace
	if c.watcher.Consistent(k) {
		return record.TimeoutBacklog // the event that would end the buffering waits for the consumer
	}
	return c.ofOthers(k, s)
}

// ofDisbelief decides why the watcher does not know that a shard serves.
func (c *causes) ofDisbelief(s health.ShardIndex, truth cluster.Truth) record.TimeoutCause {
	news := &c.unit.News[s]
	switch {
	case news.Lost:
		return record.TimeoutLostUpdate
	case c.watcher.Shard(s).WaitForReparent && news.Good == record.Effective:
		return record.TimeoutNotAccepted
	case news.Stale:
		return record.TimeoutStaleNotServing
	case news.Term < truth.Term || news.Good == record.Unheard:
		return record.TimeoutInFlight
	}
	return record.TimeoutBacklog
}

// ofOthers decides why the keyspace is not whole although the buffering's own shard is well.
func (c *causes) ofOthers(k health.KeyspaceIndex, own health.ShardIndex) record.TimeoutCause {
	down := false
	for _, other := range c.layout.ShardsOf[k] {
		if other == own {
			continue
		}
		truth := c.timeline.Truth(other, c.clock.Now())
		if !truth.Serving {
			down = true
		} else if c.unit.News[other].Lost && !c.believedWell(other, truth) {
			return record.TimeoutOtherLostUpdate
		}
	}
	if down {
		return record.TimeoutOverlap
	}
	return record.TimeoutOtherLate
}

// believedWell reports whether the watcher knows that the shard's current primary serves.
func (c *causes) believedWell(s health.ShardIndex, truth cluster.Truth) bool {
	state := c.watcher.Shard(s)
	return state.Serving && state.Term >= truth.Term
}

// ofFailure decides why a request has failed.
func (c *causes) ofFailure(r *request, outcome record.Outcome) record.FailureCause {
	switch outcome {
	case record.OutcomeBufferFull:
		return record.FailureBufferFull
	case record.OutcomeEvictedBufferFull:
		return record.FailureEvictedBufferFull
	case record.OutcomeDeadline, record.OutcomeDeadlineWhileBuffered:
		return record.FailureDeadline
	}
	news := &c.unit.News[r.shard]
	inconsistent := outcome == record.OutcomeInconsistentState
	switch {
	case r.tx:
		return record.FailureInTransaction
	case outcome == record.OutcomeStuck && c.unit.Tally.DeadlockedVtgates > 0:
		return record.FailureDeadlock
	case r.refused:
		return record.FailureSkippedTooRecent
	case news.StoppedWhileDown && c.down(r.shard) && c.stoppedEarly(r.shard):
		return record.FailurePrematureStop
	case inconsistent && news.DemotionLost:
		return record.FailureDemotionLost
	case inconsistent && news.Bad != record.Effective:
		return record.FailureDemotionUnprocessed
	case outcome == record.OutcomeUnreachable || inconsistent && !r.buffered:
		return record.FailureCrash
	case r.buffered:
		return record.FailureNoPrimaryAfterBuffering
	}
	return record.FailureOther
}

// stoppedEarly reports whether a keyspace event ended the shard's last buffering.
func (c *causes) stoppedEarly(s health.ShardIndex) bool {
	own := c.buffer.Shard(s)
	return own.State != buffer.Buffering && own.Reason == buffer.NewPrimarySeen
}
