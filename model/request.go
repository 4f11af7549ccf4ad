package model

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Outcome is how a request ended, as its client sees it.
type Outcome uint8

// The outcomes, named as in recordings.
const (
	OutcomeNone Outcome = iota // not ended, or no error yet
	OutcomeOK
	OutcomeBufferFull
	OutcomeEvictedBufferFull
	OutcomeDeadline
	OutcomeDeadlineWhileBuffered
	OutcomeInconsistentState
	OutcomeNoHealthyTablet
	OutcomeNotServing
	OutcomeReadOnly
	OutcomeReparentInProgress
	OutcomeResharding
	OutcomeShardMissing
	OutcomeUnreachable
	OutcomeWrongTabletType
	OutcomeInternal
	OutcomeStuck
)

// outcomes gives each outcome its name and the error code its client gets. failover: an error of that
// kind makes a round ask the buffer to start (CLUSTER_EVENT).
var outcomes = [...]struct {
	name, code string
	failover   bool
}{
	OutcomeNone:                  {"", "", false},
	OutcomeOK:                    {"ok", "", false},
	OutcomeBufferFull:            {"buffer_full", "UNAVAILABLE", false},
	OutcomeEvictedBufferFull:     {"evicted_buffer_full", "UNAVAILABLE", false},
	OutcomeDeadline:              {"deadline", "DEADLINE_EXCEEDED", false},
	OutcomeDeadlineWhileBuffered: {"deadline_while_buffered", "UNAVAILABLE", false},
	OutcomeInconsistentState:     {"inconsistent_state", "UNAVAILABLE", false},
	OutcomeNoHealthyTablet:       {"no_healthy_tablet", "UNAVAILABLE", false},
	OutcomeNotServing:            {"not_serving", "CLUSTER_EVENT", true},
	OutcomeReadOnly:              {"read_only", "CLUSTER_EVENT", true},
	OutcomeReparentInProgress:    {"reparent_in_progress", "CLUSTER_EVENT", true},
	OutcomeResharding:            {"resharding", "CLUSTER_EVENT", true},
	OutcomeShardMissing:          {"shard_missing", "UNAVAILABLE", false},
	OutcomeUnreachable:           {"unreachable", "UNAVAILABLE", false},
	OutcomeWrongTabletType:       {"wrong_tablet_type", "FAILED_PRECONDITION", false},
	OutcomeInternal:              {"internal", "INTERNAL", false},
	OutcomeStuck:                 {"stuck", "", false},
}

// answers maps a tablet's mode to its answer to a query.
var answers = [...]Outcome{
	health.ReadWrite: OutcomeOK, health.ReadOnly: OutcomeReadOnly, health.NotServing: OutcomeNotServing,
	health.ShuttingDown: OutcomeNotServing, health.Down: OutcomeUnreachable, health.Failing: OutcomeInternal,
	health.WrongType: OutcomeWrongTabletType,
}

// phase is where a request stands in the gateway.
type phase uint8

const (
	phaseRound     phase = iota // about to begin a round
	phaseLook                   // wants to look whether the shard buffer concerns it
	phaseAskBuffer              // wants or has the shard buffer's lock to be buffered
	phaseMark                   // has it, and wants the keyspace's lock to mark the shard
	phaseQueued                 // waits in the buffer
	phaseRemove                 // its client has given up; wants the shard buffer's lock to leave the queue
	phasePick                   // about to look for a healthy primary
	phaseAsk                    // wants the keyspace's lock to ask the watcher
	phaseHold                   // holds it for a while
	phaseAttempt                // is with a tablet
	phaseGone                   // has returned, but the drain has not come by to notice
)

// slotUse is who gives a request's buffer slot back, and when.
type slotUse uint8

const (
	slotNone     slotUse = iota
	slotQueued           // it is in the queue still
	slotOnReturn         // evicted by its window: when the request returns
	slotDrain            // unblocked by the drain: when the request returns, and a drain worker waits for that
)

// request is one query on its way through the gateway.
type request struct {
	deadline sim.Time
	queuedAt sim.Time // since when it waits in the buffer
	key      sim.Key  // of its random numbers
	serial   uint32   // tells it from others that had its number
	shard    health.ShardIndex
	attempts int32
	round    int32
	trace    int32 // index in the journal
	tried    []health.TabletIndex
	tablet   health.TabletIndex // of the attempt under way
	phase    phase
	slot     slotUse
	err      Outcome // of the round before
	answer   Outcome // of the attempt under way
	tx       bool
	buffered bool // has been in the buffer
	refused  bool // buffering was refused by the minimum time between failovers
	open     bool
	timed    bool // its deadline is awaited
}

// newRequest returns the number of a fresh request.
func (g *Gate) newRequest(shard health.ShardIndex, deadline sim.Time, tx bool, key sim.Key) int32 {
	var n int32
	if free := len(g.freeRequests); free > 0 {
		n = g.freeRequests[free-1]
		g.freeRequests = g.freeRequests[:free-1]
	} else {
		n = int32(len(g.requests))
		g.requests = append(g.requests, request{})
	}
	r := &g.requests[n]
	g.serial++
	*r = request{serial: g.serial, deadline: deadline, key: key, shard: shard, tx: tx, open: true, tried: r.tried[:0], trace: -1}
	g.open++
	return n
}
