package vtgate

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// The way of a request through the gateway (TabletGateway.withRetry of Vitess as a state machine):
//
//	phase      what the request does or waits for                  then
//	─────────────────────────────────────────────────────────────────────────────────────────────────────────────────
//	round      begins a round: may the buffer concern it?          look, or pick; after the last round it returns
//	look       waits to read the shard buffer's state              ask buffer, or pick
//	ask buffer waits for the shard buffer's lock, then has it      queued, mark, or pick
//	mark       has that lock and waits for the keyspace's          queued, or pick
//	queued     is in the buffer (slot: queued)                     pick, by the drain (slot: drain) or at the end of
//	                                                               its window (slot: on return); remove
//	remove     its client has given up; waits for the shard        it returns
//	           buffer's lock to leave the queue
//	pick       looks for a healthy primary                         attempt, or ask; it returns if it was there before
//	ask        waits for the keyspace's lock to ask the watcher    hold, round, or it returns
//	hold       has that lock for a while                           round, or it returns
//	attempt    is with a tablet                                    round, or it returns
//	gone       has returned, but the drain has not come by
//
// A slot of the buffer is given back by the one that evicts the request (none), at the end of the drain's unblocking
// (drain: a worker waits for the return), or when the request returns (on return).
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
	number   int32 // in the journal
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

// draw returns the request's variate of a law for one purpose.
func (r *request) draw(law *sim.Distribution, purpose uint64) time.Duration {
	if d, constant := law.IsConstant(); constant {
		return d
	}
	return law.Quantile(r.key.With(purpose).Uniform())
}

// requests are those under way, by number. A number is given again once its request is gone.
type requests struct {
	clock *clock
	unit  *record.Unit

	all  []request
	idle []int32 // numbers to be given again
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

// free lets the number be given again.
func (q *requests) free(n int32) { q.idle = append(q.idle, n) }

// goroutine names the request, whose number is n, among those that hold locks and wait for them.
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
