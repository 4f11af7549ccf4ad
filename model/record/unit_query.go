package record

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Untraced is the number of a query that is not in the journal.
const Untraced int32 = -1

// Counted notes queries that nothing affects: they succeed at once.
func (u *Unit) Counted(queries int) { u.Tally.Counted += queries }

// QueryArrived notes a query. It returns the query's number in the journal.
func (u *Unit) QueryArrived(id int, s health.ShardIndex, transaction bool, now sim.Time) (number int32) {
	u.Tally.Played++
	if u.Journal == nil {
		return Untraced
	}
	j := u.Journal
	j.Queries = append(j.Queries, Query{ID: id, Shard: s, Transaction: transaction, Arrived: now, Ended: sim.Never,
		Queued: sim.Never, Dequeued: sim.Never})
	return int32(len(j.Queries) - 1)
}

// QueryAttempted notes that a query is sent to a tablet, with the answer it will get.
func (u *Unit) QueryAttempted(number int32, attempt Attempt) {
	if number >= 0 {
		q := &u.Journal.Queries[number]
		q.Attempts = append(q.Attempts, attempt)
	}
}

// QueryQueued notes that the buffer has taken a query.
func (u *Unit) QueryQueued(number int32, now sim.Time) {
	if number >= 0 {
		u.Journal.Queries[number].Queued = now
	}
}

// QueryDequeued notes that a query has left the buffer.
func (u *Unit) QueryDequeued(number int32, queued, now sim.Time) {
	u.BufferedTimes = append(u.BufferedTimes, now.Sub(queued))
	if number >= 0 {
		u.Journal.Queries[number].Dequeued = now
	}
}

// QueryEnded notes how a query has ended, with the cause if it has failed. A query that never ended is stuck.
func (u *Unit) QueryEnded(number int32, outcome Outcome, buffered bool, cause FailureCause, now sim.Time) {
	switch {
	case outcome != OutcomeOK:
		u.Tally.Fails++
		u.Tally.FailureCauses[cause]++
	case buffered:
		u.Tally.OKAfterBuffering++
		fallthrough
	default:
		u.Tally.OK++
	}
	if number >= 0 && outcome != OutcomeStuck {
		q := &u.Journal.Queries[number]
		q.Ended, q.Outcome = now, outcome
	}
}

// BufferingBegan notes that a shard begins to buffer. It returns the buffering's number in the journal.
func (u *Unit) BufferingBegan(s health.ShardIndex, now sim.Time) (number int32) {
	if u.Journal == nil {
		return 0
	}
	j := u.Journal
	j.Bufferings = append(j.Bufferings, Buffering{Shard: s, Start: now, Stop: sim.Never, Drained: sim.Never})
	return int32(len(j.Bufferings) - 1)
}

// End is the end of a buffering.
type End struct {
	Reason StopReason
	Cause  TimeoutCause // if Reason is MaxDurationExceeded
	Queued int          // requests in the queue
	Down   bool         // the shard has no primary that takes writes
}

// BufferingStopped notes the end of a buffering.
func (u *Unit) BufferingStopped(number int32, s health.ShardIndex, end End, now sim.Time) {
	u.News[s].StoppedWhileDown = end.Down
	if end.Reason == MaxDurationExceeded {
		u.Tally.TimeoutCauses[end.Cause]++
	}
	if u.Journal != nil {
		b := &u.Journal.Bufferings[number]
		b.Stop, b.Reason, b.QueuedAtStop, b.Cause = now, end.Reason, end.Queued, end.Cause
	}
}

// BufferingDrained notes the end of a drain.
func (u *Unit) BufferingDrained(number int32, now sim.Time) {
	if u.Journal != nil {
		u.Journal.Bufferings[number].Drained = now
	}
}
