package vtgate

import (
	"slices"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

// Gateway routes requests from clients to tablets, in up to retry_count+1 rounds (TabletGateway.withRetry). In each
// round it asks the buffer, then looks for the healthy primary, then executes there. request.go lists a request's
// phases.
type Gateway struct {
	clock    *clock
	config   *Config
	layout   *cluster.Layout
	unit     *record.Unit
	locks    *locks
	fates    *fates
	buffers  *shardBuffers
	requests *requests
	health   *HealthCheck // asked for the healthy primary
	watch    *Watch       // asked why there is none, and told when buffering starts

	modes []health.Mode // by tablet
}

// Query is a request of a client.
type Query struct {
	ID          int
	Shard       health.ShardIndex
	Deadline    sim.Time // sim.Never if the client waits for ever
	Transaction bool     // inside a transaction: it may not be buffered
	Key         sim.Key  // of its random numbers
}

// SetMode changes how a tablet answers.
func (g *Gateway) SetMode(tablet health.TabletIndex, mode health.Mode) {
	g.modes[tablet] = mode
	g.fates.changed(g.layout.Tablets[tablet].Shard)
}

// Submit starts a query.
func (g *Gateway) Submit(query Query) {
	n := g.requests.add()
	r := g.requests.at(n)
	*r = request{serial: g.requests.serial, deadline: query.Deadline, key: query.Key, shard: query.Shard,
		tx: query.Transaction, open: true, tried: r.tried[:0],
		number: g.unit.QueryArrived(query.ID, query.Shard, query.Transaction, g.clock.Now())}
	g.proceed(n)
}

// proceed takes a request as far as it can get at this instant. A request that had to wait continues here.
func (g *Gateway) proceed(n int32) {
	for g.step(n) {
	}
}

// step does the request's next step and reports whether another can follow at once. In the phases ask buffer, mark, ask
// and remove the request holds the lock that it waited for.
func (g *Gateway) step(n int32) bool {
	r := g.requests.at(n)
	switch r.phase {
	case phaseRound:
		return g.beginRound(n, r)
	case phaseLook:
		return g.lookAtBuffer(n, r)
	case phaseAskBuffer:
		return g.askBuffer(n, r, heldShard{r.shard})
	case phaseMark:
		return g.mark(n, r, heldShard{r.shard}, heldKeyspace{g.keyspaceOf(r)})
	case phaseRemove:
		g.buffers.leaveQueue(n, heldShard{r.shard})
		return false
	case phasePick:
		return g.pickTablet(n, r)
	case phaseAsk:
		return g.askWatcher(n, r, heldKeyspace{g.keyspaceOf(r)})
	}
	return false
}

func (g *Gateway) keyspaceOf(r *request) health.KeyspaceIndex {
	return g.layout.Shards[r.shard].Keyspace
}

// beginRound asks the buffer, unless the request has been buffered, is in a transaction, or has met an error that does
// not concern the buffer.
func (g *Gateway) beginRound(n int32, r *request) bool {
	if int(r.round) > g.config.Workload.RetryCount {
		g.buffers.end(n, r.err)
		return false
	}
	r.phase = phasePick
	failed := r.err != record.OutcomeNone
	if !g.config.Buffer.Enabled || r.buffered || r.tx || failed && !r.err.ClusterEvent() {
		return true
	}
	if !g.buffers.enabled(r.shard) {
		g.buffers.buffer.Counters[r.shard].SkippedDisabled++
		return true
	}
	r.phase = phaseLook
	return g.locks.look(r.shard, r.goroutine(n))
}

// lookAtBuffer reads the shard buffer's state under its read lock. Most requests need no more than that.
func (g *Gateway) lookAtBuffer(n int32, r *request) bool {
	if !g.buffers.wants(r) {
		r.phase = phasePick
		return true
	}
	if g.buffers.buffering(r.shard) && g.locks.unused(r.shard) {
		// Taking and releasing a lock that nobody else wants would have no effect.
		g.buffers.enqueue(n, heldShard{r.shard})
		return false
	}
	r.phase = phaseAskBuffer
	_, taken := g.locks.acquireShard(r.shard, r.goroutine(n))
	return taken
}

// askBuffer decides, with the shard buffer's lock, whether the request is buffered (shardBuffer.waitForFailoverEnd).
func (g *Gateway) askBuffer(n int32, r *request, held heldShard) bool {
	if !g.buffers.wants(r) {
		return g.leaveBuffer(r, held)
	}
	if g.buffers.buffering(r.shard) {
		g.buffers.enqueue(n, held)
		g.locks.releaseShard(held)
		return false
	}
	if !g.buffers.buffer.MayStart(r.shard, g.clock.Now()) {
		r.refused = true
		return g.leaveBuffer(r, held)
	}
	if !g.config.Watcher.WaitForReparent {
		g.buffers.begin(n, held)
		g.locks.releaseShard(held)
		return false
	}
	r.phase = phaseMark
	_, taken := g.locks.acquireKeyspace(g.keyspaceOf(r), r.goroutine(n))
	return taken
}

// leaveBuffer continues the request without the buffer.
func (g *Gateway) leaveBuffer(r *request, held heldShard) bool {
	g.locks.releaseShard(held)
	r.phase = phasePick
	return true
}

// mark tells the watcher that buffering starts, as Vitess does from v22 on.
func (g *Gateway) mark(n int32, r *request, shard heldShard, keyspace heldKeyspace) bool {
	known := g.watch.Mark(r.shard, r.err != record.OutcomeResharding, keyspace)
	g.locks.releaseKeyspace(keyspace)
	if known {
		g.buffers.begin(n, shard)
		g.locks.releaseShard(shard)
		return false
	}
	return g.leaveBuffer(r, shard)
}

// pickTablet looks for the shard's healthy primary and executes on it.
func (g *Gateway) pickTablet(n int32, r *request) bool {
	tablet := g.health.Primary(r.shard)
	switch {
	case tablet == health.NoTablet && !g.config.Buffer.Enabled:
		g.buffers.end(n, record.OutcomeNoHealthyTablet)
	case tablet == health.NoTablet:
		r.phase = phaseAsk
		_, taken := g.locks.acquireKeyspace(g.keyspaceOf(r), r.goroutine(n))
		return taken
	case slices.Contains(r.tried, tablet):
		g.buffers.end(n, r.err)
	default:
		g.attempt(n, r, tablet)
	}
	return false
}

// answersOfWatcher maps the watcher's answers to the errors of requests that found no healthy primary.
var answersOfWatcher = [...]record.Outcome{
	watcher.Resharding: record.OutcomeResharding, watcher.PrimaryNotServing: record.OutcomeReparentInProgress,
	watcher.PrimaryServing: record.OutcomeInconsistentState, watcher.NoPrimary: record.OutcomeNoHealthyTablet,
}

// askWatcher asks why there is no healthy primary.
func (g *Gateway) askWatcher(n int32, r *request, held heldKeyspace) bool {
	r.answer = answersOfWatcher[g.watch.Ask(r.shard, held)]
	if d := r.draw(&g.config.LockHoldPerQuery, purposeHold); d > 0 {
		r.phase = phaseHold
		g.clock.schedule(g.clock.Now().Add(d), eventUnlock, n)
		return false
	}
	return g.asked(n, r, held)
}

// unlock ends the time for which a request holds the keyspace's lock.
func (g *Gateway) unlock(n int32) {
	r := g.requests.at(n)
	if g.asked(n, r, heldKeyspace{g.keyspaceOf(r)}) {
		g.proceed(n)
	}
}

// asked releases the lock and continues the request with the watcher's answer.
func (g *Gateway) asked(n int32, r *request, held heldKeyspace) bool {
	g.locks.releaseKeyspace(held)
	if r.answer == record.OutcomeNoHealthyTablet {
		g.buffers.end(n, r.answer)
		return false
	}
	r.err = r.answer
	r.round++
	r.phase = phaseRound
	return true
}

// answersOfTablet maps a tablet's mode to its answer to a query.
var answersOfTablet = [...]record.Outcome{
	health.ReadWrite: record.OutcomeOK, health.ReadOnly: record.OutcomeReadOnly,
	health.NotServing: record.OutcomeNotServing, health.ShuttingDown: record.OutcomeNotServing,
	health.Down: record.OutcomeUnreachable, health.Failing: record.OutcomeInternal,
	health.WrongType: record.OutcomeWrongTabletType,
}

// attempt sends the request to a tablet. What the tablet answers is decided at once, when the call arrives.
func (g *Gateway) attempt(n int32, r *request, tablet health.TabletIndex) {
	r.phase, r.tablet = phaseAttempt, tablet
	r.answer = answersOfTablet[g.modes[tablet]]
	takes := &g.config.Workload.ErrorTime
	if r.answer == record.OutcomeOK {
		takes = &g.config.Workload.ExecuteTime
	}
	now := g.clock.Now()
	end := now.Add(r.draw(takes, purposeAttempt+uint64(r.attempts)))
	r.attempts++
	if end > r.deadline {
		end, r.answer = max(now, r.deadline), record.OutcomeDeadline
	}
	g.unit.QueryAttempted(r.number, record.Attempt{At: now, End: end, Tablet: tablet, Answer: r.answer})
	g.clock.schedule(end, eventAttemptDone, n)
}

// attemptDone handles the tablet's answer.
func (g *Gateway) attemptDone(n int32) {
	r := g.requests.at(n)
	final := r.answer == record.OutcomeOK || r.answer == record.OutcomeDeadline || r.answer == record.OutcomeInternal
	if final || r.tx {
		g.buffers.end(n, r.answer)
		return
	}
	r.tried = append(r.tried, r.tablet)
	r.err = r.answer
	r.round++
	r.phase = phaseRound
	g.proceed(n)
}
