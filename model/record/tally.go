package record

import (
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
)

// Tally counts what happened in one vtgate of one replication, or in several, added up by Add.
type Tally struct {
	Vtgates           int // how many are in the tally
	TimedOutVtgates   int // those with at least one buffering that timed out
	DeadlockedVtgates int

	// Health updates: those that the health check offered, and what became of them. Unwatched ones found no watcher,
	// because buffering was off.
	Broadcast, Delivered, Dropped, Coalesced, Unwatched int
	DepthMax                                            int   // the most updates waiting at once
	HeldMaxBytes, AllocatedBytes                        int64 // of the notification's storage
	Seen                                                time.Duration

	// Queries: those played one by one, and those only counted, which succeeded at once.
	Played, Counted             int
	OK, OKAfterBuffering, Fails int // of those played

	Buffer        buffer.Counters
	BufferUsedMax int
	TimeoutCauses [len(TimeoutCauses)]int
	FailureCauses [len(FailureCauses)]int

	Events uint64 // of the simulation
}

// Waiting returns how many updates had not been processed at the end.
func (t *Tally) Waiting() int {
	return t.Broadcast - t.Delivered - t.Dropped - t.Coalesced - t.Unwatched
}

// Queries returns how many queries arrived.
func (t *Tally) Queries() int { return t.Played + t.Counted }

// TimedOut returns how many bufferings reached their maximum duration.
func (t *Tally) TimedOut() int { return t.Buffer.Stops[buffer.MaxDurationExceeded] }

// Add adds the counts of other vtgates. Of two maxima it keeps the larger.
func (t *Tally) Add(other *Tally) {
	t.Vtgates += other.Vtgates
	t.TimedOutVtgates += other.TimedOutVtgates
	t.DeadlockedVtgates += other.DeadlockedVtgates
	t.Broadcast += other.Broadcast
	t.Delivered += other.Delivered
	t.Dropped += other.Dropped
	t.Coalesced += other.Coalesced
	t.Unwatched += other.Unwatched
	t.DepthMax = max(t.DepthMax, other.DepthMax)
	t.HeldMaxBytes = max(t.HeldMaxBytes, other.HeldMaxBytes)
	t.AllocatedBytes += other.AllocatedBytes
	t.Seen += other.Seen
	t.Played += other.Played
	t.Counted += other.Counted
	t.OK += other.OK
	t.OKAfterBuffering += other.OKAfterBuffering
	t.Fails += other.Fails
	t.Buffer.Add(&other.Buffer)
	t.BufferUsedMax = max(t.BufferUsedMax, other.BufferUsedMax)
	for c, n := range other.TimeoutCauses {
		t.TimeoutCauses[c] += n
	}
	for c, n := range other.FailureCauses {
		t.FailureCauses[c] += n
	}
	t.Events += other.Events
}
