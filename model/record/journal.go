package record

import (
	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Journal is everything that happened in a unit, for charts, traces and replays. The instant of something that did not
// happen is sim.Never.
type Journal struct {
	Updates        []Update // in the order in which the health check offered them
	Queries        []Query  // in order of arrival
	KeyspaceEvents []KeyspaceEvent
	Bufferings     []Buffering // in order of their starts
	Drops          []Drop
	Seen           [][]Span // by keyspace: when the watcher believed it disrupted
	LockWaits      []LockWait
	DeadlockAt     sim.Time
	DeadlockCycle  string // who waits for whom
	End            sim.Time
}

// Span is a stretch of virtual time.
type Span = cluster.Span

// Fate is what became of an update.
type Fate uint8

// The fates of updates.
const (
	FateWaiting Fate = iota // in the queue or in work at the end
	FateDelivered
	FateDropped
	FateCoalesced // replaced by an update offered later
	FateUnwatched // there was no watcher
)

// String returns the fate's name in recordings.
func (f Fate) String() string {
	return [...]string{"waiting", "delivered", "dropped", "coalesced", "unwatched"}[f]
}

// Update is one health update and its passage through the vtgate.
type Update struct {
	health.Update
	Offered, Taken, Done sim.Time // offered by the health check, taken by the watcher, took effect
	Fate                 Fate
}

// Query is one query and its passage through the gateway.
type Query struct {
	ID               int
	Shard            health.ShardIndex
	Transaction      bool
	Arrived, Ended   sim.Time
	Outcome          Outcome // OutcomeNone if it never ended
	Attempts         []Attempt
	Queued, Dequeued sim.Time // when it entered the buffer and left it
}

// Attempt is one call of a tablet.
type Attempt struct {
	At, End sim.Time
	Tablet  health.TabletIndex
	Answer  Outcome
}

// KeyspaceEvent is an event that the watcher made.
type KeyspaceEvent struct {
	At       sim.Time
	Keyspace health.KeyspaceIndex
	Shards   []health.ShardEvent // in the order of the configuration
	Sent     bool                // the consumer's channel has taken it
}

// Buffering is one episode of a shard buffer.
type Buffering struct {
	Shard        health.ShardIndex
	Start, Stop  sim.Time
	Drained      sim.Time   // end of the drain
	Reason       StopReason // StillBuffering if it had not ended when the replication did
	QueuedAtStop int
	Cause        TimeoutCause // if Reason is MaxDurationExceeded
}

// StopReason is why a buffering ended.
type StopReason = buffer.StopReason

// The reasons for which a buffering ended.
const (
	StillBuffering      = buffer.NotStopped
	NewPrimarySeen      = buffer.NewPrimarySeen
	MaxDurationExceeded = buffer.MaxDurationExceeded
	ReshardingComplete  = buffer.ReshardingComplete
)

// Drop is an update that found the notification channel full.
type Drop struct {
	At     sim.Time
	Update health.Update
}

// LockWait is the time for which something in the vtgate waited for a lock, or for room in the event channel.
type LockWait struct {
	Who, For string
	From, To sim.Time
}

// disrupted notes a span in which the watcher believed a keyspace disrupted. A nil journal keeps nothing.
func (j *Journal) disrupted(k health.KeyspaceIndex, span Span) {
	if j != nil {
		j.Seen[k] = append(j.Seen[k], span)
	}
}

// LockAwaited notes that something begins to wait. It returns the number of the wait.
func (j *Journal) LockAwaited(who, what string, now sim.Time) (number int32) {
	j.LockWaits = append(j.LockWaits, LockWait{Who: who, For: what, From: now, To: sim.Never})
	return int32(len(j.LockWaits) - 1)
}

// LockGranted notes the end of a wait.
func (j *Journal) LockGranted(number int32, now sim.Time) { j.LockWaits[number].To = now }

// Story is one unit with its journal: which unit it is, what its cluster did, and everything that happened in it.
type Story struct {
	Strategy            string
	Replication, Vtgate int
	Timeline            *cluster.Timeline
	Journal
}
