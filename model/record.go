package model

import (
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Record is what remains of one replication under one strategy.
type Record struct {
	Values        []float64                   // in the order of Metrics; NaN where undefined (0/0, no sample)
	TimeoutCauses [len(TimeoutCauses)]float64 // means per vtgate, indexed by TimeoutCause
	FailureCauses [len(FailureCauses)]float64 // means per vtgate, indexed by FailureCause
	TimedOut      int                         // bufferings of all vtgates that timed out
	WorstGate     int                         // the vtgate with the most timed-out bufferings (ties: the lowest)
	WorstTimedOut int                         // how many those were
	Work          Work
}

// Work is what a replication cost, by which the program's speed is measured: leaving out events that need
// not be is a gain then, not a loss. It is no result; the same results can come of fewer events.
type Work struct {
	Updates int    // health updates offered to the watchers
	Queries int    // queries played one by one; those that nothing affects are only counted
	Events  uint64 // events executed
}

// StopReason is why a buffering ended; its text is the label of Vitess's BufferStops.
type StopReason string

// The reasons.
const (
	NewPrimarySeen      StopReason = "NewPrimarySeen"
	MaxDurationExceeded StopReason = "MaxDurationExceeded"
	ReshardingComplete  StopReason = "ReshardingComplete"
	// StillBuffering: the replication ended before the buffering did (only by deadlock).
	StillBuffering StopReason = ""
)

// Buffering is one episode of a shard buffer.
type Buffering struct {
	Shard        health.ShardIndex
	Start, Stop  sim.Time // Stop is sim.Never if it did not end
	Drained      sim.Time // end of the drain
	Reason       StopReason
	QueuedAtStop int
	Cause        TimeoutCause // if Reason is MaxDurationExceeded
}

// Drop is one update that found the notification channel full.
type Drop struct {
	At     sim.Time
	Update health.Update
}

// Span is a stretch of virtual time.
type Span = cluster.Span

// GateRecord is everything that happened in one vtgate of one replication, for charts and traces.
type GateRecord struct {
	Strategy          string
	Replication, Gate int
	Cluster           *cluster.Config
	Timeline          *cluster.Timeline
	Bufferings        []Buffering // in the order of their starts
	Drops             []Drop
	Seen              [][]Span // per keyspace: when the watcher held it for disrupted
	DeadlockAt        sim.Time // sim.Never if there was none
	DeadlockCycle     string   // who waits for whom
	End               sim.Time
}
