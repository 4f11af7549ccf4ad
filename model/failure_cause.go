package model

import (
	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/sim"
)

// failureCause decides why a request has failed, from the state of the world at this instant: the first
// cause that applies, in the order of FailureCauses.
func (g *Gate) failureCause(r *request, outcome Outcome) FailureCause {
	switch outcome {
	case OutcomeBufferFull:
		return FailureBufferFull
	case OutcomeEvictedBufferFull:
		return FailureEvictedBufferFull
	case OutcomeDeadline, OutcomeDeadlineWhileBuffered:
		return FailureDeadline
	}
	shard := &g.shards[r.shard]
	_, down := g.timeline.Down(r.shard, g.simulation.Now())
	switch {
	case r.tx:
		return FailureInTransaction
	case outcome == OutcomeStuck && g.deadlockAt != sim.Never:
		return FailureDeadlock
	case r.refused:
		return FailureSkippedTooRecent
	case shard.premature && down && g.stoppedEarly(r):
		return FailurePrematureStop
	case outcome == OutcomeInconsistentState && shard.news.demotionLost:
		return FailureDemotionLost
	case outcome == OutcomeInconsistentState && shard.news.bad != effective:
		return FailureDemotionUnprocessed
	case outcome == OutcomeUnreachable || outcome == OutcomeInconsistentState && !r.buffered:
		return FailureCrash
	case r.buffered:
		return FailureNoPrimaryAfterBuffering
	}
	return FailureOther
}

// stoppedEarly reports whether a keyspace event ended the shard's buffering though the shard was down.
func (g *Gate) stoppedEarly(r *request) bool {
	sb := g.buffer.Shard(r.shard)
	return sb.State != buffer.Buffering && sb.Reason == buffer.NewPrimarySeen
}
