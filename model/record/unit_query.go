package record

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Untraced is the number of a query that the journal does not have.
const Untraced int32 = -1

// Counted notes queries that nothing affects: they work at once.
func (u *Unit) Counted(queries int) { u.Tally.Counted += queries }

// QueryArrived notes a query. The number it returns names the query in the journal.
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

// QueryAttempted notes that a query is sent to a tablet, and what will come of it.
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

// QueryWorked notes that a query has worked.
func (u *Unit) QueryWorked(number int32, buffered bool, now sim.Time) {
	u.Tally.OK++
	if buffered {
		u.Tally.OKAfterBuffering++
	}
	u.queryEnded(number, OutcomeOK, now)
}

// QueryFailed notes that a query has failed, or, as stuck, that it never ended.
func (u *Unit) QueryFailed(number int32, outcome Outcome, cause FailureCause, now sim.Time) {
	u.Tally.Fails++
	u.Tally.FailureCauses[cause]++
	if outcome != OutcomeStuck {
		u.queryEnded(number, outcome, now)
	}
}

func (u *Unit) queryEnded(number int32, outcome Outcome, now sim.Time) {
	if number >= 0 {
		q := &u.Journal.Queries[number]
		q.Ended, q.Outcome = now, outcome
	}
}

// BufferingBegan notes that a shard begins to buffer. The number it returns names the buffering in the journal.
func (u *Unit) BufferingBegan(s health.ShardIndex, now sim.Time) (number int32) {
	if u.Journal == nil {
		return 0
	}
	j := u.Journal
	j.Bufferings = append(j.Bufferings, Buffering{Shard: s, Start: now, Stop: sim.Never, Drained: sim.Never})
	return int32(len(j.Bufferings) - 1)
}

// BufferingStopped notes the end of a buffering with the length of its queue; down says whether the shard has no
// primary that takes writes then.
func (u *Unit) BufferingStopped(number int32, s health.ShardIndex, reason StopReason, queued int, down bool, now sim.Time) {
	u.news[s].StoppedWhileDown = down
	if u.Journal != nil {
		b := &u.Journal.Bufferings[number]
		b.Stop, b.Reason, b.QueuedAtStop = now, reason, queued
	}
}

// BufferingTimedOut notes why a buffering has come to its maximum duration.
func (u *Unit) BufferingTimedOut(number int32, cause TimeoutCause) {
	u.Tally.TimeoutCauses[cause]++
	if u.Journal != nil {
		u.Journal.Bufferings[number].Cause = cause
	}
}

// BufferingDrained notes the end of a drain.
func (u *Unit) BufferingDrained(number int32, now sim.Time) {
	if u.Journal != nil {
		u.Journal.Bufferings[number].Drained = now
	}
}

// LockAwaited notes that something begins to wait. The number it returns names the wait in the journal, which a unit
// that calls this has.
func (u *Unit) LockAwaited(who, what string, now sim.Time) (number int32) {
	j := u.Journal
	j.LockWaits = append(j.LockWaits, LockWait{Who: who, For: what, From: now, To: sim.Never})
	return int32(len(j.LockWaits) - 1)
}

// LockGranted notes the end of a wait.
func (u *Unit) LockGranted(number int32, now sim.Time) { u.Journal.LockWaits[number].To = now }
