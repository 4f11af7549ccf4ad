package model

import (
	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// failureCause decides why a request has failed, from the state of the world at this instant: the first
// cause that applies, in the order of FailureCauses.
func (g *Gate) failureCause(r *request, outcome record.Outcome) record.FailureCause {
	switch outcome {
	case record.OutcomeBufferFull:
		return record.FailureBufferFull
	case record.OutcomeEvictedBufferFull:
		return record.FailureEvictedBufferFull
	case record.OutcomeDeadline, record.OutcomeDeadlineWhileBuffered:
		return record.FailureDeadline
	}
	news := g.unit.News(r.shard)
	_, down := g.timeline.Down(r.shard, g.simulation.Now())
	switch {
	case r.tx:
		return record.FailureInTransaction
	case outcome == record.OutcomeStuck && g.deadlockAt != sim.Never:
		return record.FailureDeadlock
	case r.refused:
		return record.FailureSkippedTooRecent
	case news.StoppedWhileDown && down && g.stoppedEarly(r):
		return record.FailurePrematureStop
	case outcome == record.OutcomeInconsistentState && news.DemotionLost:
		return record.FailureDemotionLost
	case outcome == record.OutcomeInconsistentState && news.Bad != record.Effective:
		return record.FailureDemotionUnprocessed
	case outcome == record.OutcomeUnreachable || outcome == record.OutcomeInconsistentState && !r.buffered:
		return record.FailureCrash
	case r.buffered:
		return record.FailureNoPrimaryAfterBuffering
	}
	return record.FailureOther
}

// stoppedEarly reports whether a keyspace event ended the shard's buffering though the shard was down.
func (g *Gate) stoppedEarly(r *request) bool {
	sb := g.buffer.Shard(r.shard)
	return sb.State != buffer.Buffering && sb.Reason == buffer.NewPrimarySeen
}
