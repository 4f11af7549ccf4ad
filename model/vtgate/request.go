package vtgate

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// The phases of a request in the gateway (TabletGateway.withRetry of Vitess as a state machine):
//
//	phase      what the request does or waits for                  then
//	─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
//	round      begins a round: does the buffer concern it?         look, or pick; after the last round it returns
//	look       waits to read the shard buffer's state              ask buffer, or pick
//	ask buffer waits for the shard buffer's lock, then holds it    queued, mark, or pick
//	mark       holds that lock and waits for the keyspace's        queued, or pick
//	queued     is in the buffer (slot: queued)                     pick, by the drain (slot: drain) or at the end of
//	                                                               its window (slot: on return); remove
//	remove     its client has given up; waits for the shard        it returns
//	           buffer's lock to leave the queue
//	pick       looks for a healthy primary                         attempt, or ask; it returns if it has tried that one
//	ask        waits for the keyspace's lock to ask the watcher    hold, round, or it returns
//	hold       holds that lock for a while                         round, or it returns
//	attempt    waits for a tablet's answer                         round, or it returns
//	gone       has returned, but the drain has not reached it yet
//
// A request's slot in the buffer goes to the request that evicts it (slot: none), or it is freed when the request
// returns. In the latter case a drain worker may be waiting for that (slot: drain) or not (slot: on return).
type phase uint8

const (
	phaseRound phase = iota
	phaseLook
	phaseAskBuffer
	phaseMark
	phaseQueued
	phaseRemove
	phasePick
	phaseAsk
	phaseHold
	phaseAttempt
	phaseGone
)

// slotUse says how a request uses a slot of the buffer.
type slotUse uint8

const (
	slotNone     slotUse = iota
	slotQueued           // it is still in the queue
	slotOnReturn         // evicted at the end of its window: the slot is freed when the request returns
	slotDrain            // unblocked by the drain: as slotOnReturn, and a drain worker waits for the return
)

// request is one query in the gateway.
type request struct {
	deadline sim.Time
	queuedAt sim.Time // since when it waits in the buffer
	key      sim.Key  // of its random numbers
	serial   uint32   // distinguishes it from earlier requests with the same number
	shard    health.ShardIndex
	attempts int32
	round    int32
	number   int32 // in the journal
	tried    []health.TabletIndex
	tablet   health.TabletIndex // of the attempt under way
	phase    phase
	slot     slotUse
	err      record.Outcome // of the previous round
	answer   record.Outcome // of the attempt under way
	tx       bool
	buffered bool // has been in the buffer
	refused  bool // buffering was refused by the minimum time between failovers
	open     bool
	timed    bool // its deadline has a timer
}

// draw returns the request's variate of a distribution for one purpose.
func (r *request) draw(law *sim.Distribution, purpose uint64) time.Duration {
	if d, constant := law.IsConstant(); constant {
		return d
	}
	return law.Quantile(r.key.With(purpose).Uniform())
}

// requests are the requests under way, by number. A number is reused once its request is gone.
type requests struct {
	clock *clock
	unit  *record.Unit

	all  []request
	idle []int32 // numbers that can be reused
	requestsState
}

type requestsState struct {
	open   int    // under way
	serial uint32 // of the latest request
}

func (q *requests) reset() {
	q.all, q.idle = q.all[:0], q.idle[:0]
	q.requestsState = requestsState{}
}

func (q *requests) at(n int32) *request { return &q.all[n] }

// add returns the number of a new request, which the caller fills in.
func (q *requests) add() (n int32) {
	if last := len(q.idle) - 1; last >= 0 {
		n = q.idle[last]
		q.idle = q.idle[:last]
	} else {
		n = int32(len(q.all))
		q.all = append(q.all, request{})
	}
	q.serial++
	q.open++
	return n
}

// free makes the number available for reuse.
func (q *requests) free(n int32) { q.idle = append(q.idle, n) }

// goroutine returns the goroutine of the request, whose number is n.
func (r *request) goroutine(n int32) goroutine {
	return goroutine{kind: requestHandler, index: n, shard: r.shard}
}

// dequeued notes that a request has left the buffer.
func (q *requests) dequeued(n int32) {
	r := &q.all[n]
	q.unit.QueryDequeued(r.number, r.queuedAt, q.clock.Now())
}

// end notes how a request has ended.
func (q *requests) end(n int32, outcome record.Outcome, cause record.FailureCause) {
	r := &q.all[n]
	q.unit.QueryEnded(r.number, outcome, r.buffered, cause, q.clock.Now())
	r.open = false
	q.open--
}
