package model

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// answers maps a tablet's mode to its answer to a query.
var answers = [...]record.Outcome{
	health.ReadWrite: record.OutcomeOK, health.ReadOnly: record.OutcomeReadOnly, health.NotServing: record.OutcomeNotServing,
	health.ShuttingDown: record.OutcomeNotServing, health.Down: record.OutcomeUnreachable, health.Failing: record.OutcomeInternal,
	health.WrongType: record.OutcomeWrongTabletType,
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
	err      record.Outcome // of the round before
	answer   record.Outcome // of the attempt under way
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
	*r = request{serial: g.serial, deadline: deadline, key: key, shard: shard, tx: tx, open: true, tried: r.tried[:0], trace: record.Untraced}
	g.open++
	return n
}

// account notes how a request has ended.
func (g *Gate) account(r *request, outcome record.Outcome) {
	if outcome == record.OutcomeOK {
		g.unit.QueryWorked(r.trace, r.buffered, g.simulation.Now())
		return
	}
	g.unit.QueryFailed(r.trace, outcome, g.failureCause(r, outcome), g.simulation.Now())
}
