package model

import (
	"slices"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
)

// proceed takes a request as far as it comes at this instant: TabletGateway.withRetry of Vitess as a
// state machine. A request that must wait returns here when it is woken.
func (g *Gate) proceed(n int32) {
	for g.step(n) {
	}
}

// step does the request's next step and reports whether another can follow at once.
func (g *Gate) step(n int32) bool {
	r := &g.requests[n]
	switch r.phase {
	case phaseRound:
		return g.beginRound(n, r)
	case phaseLook:
		return g.lookAtBuffer(n, r)
	case phaseAskBuffer:
		return g.askBuffer(n, r)
	case phaseMark:
		return g.markDisruption(n, r)
	case phaseRemove:
		g.leaveQueue(n, r)
		return false
	case phasePick:
		return g.pickTablet(n, r)
	case phaseAsk:
		return g.askWatcher(n, r)
	}
	return false
}

// beginRound asks the buffer, unless the request has been buffered, is in a transaction or has met an
// error that is none of the buffer's business.
func (g *Gate) beginRound(n int32, r *request) bool {
	if int(r.round) > g.config.Workload.RetryCount {
		g.finish(n, r.err)
		return false
	}
	r.phase = phasePick
	if !g.config.Gates.Buffer.Enabled || r.buffered || r.tx || r.err != record.OutcomeNone && !r.err.ClusterEvent() {
		return true
	}
	if !g.buffer.Shard(r.shard).Enabled {
		g.buffer.Counters[r.shard].SkippedDisabled++
		return true
	}
	r.phase = phaseLook
	return g.look(&g.shards[r.shard].lock, n)
}

// lookAtBuffer may read the shard buffer's state: most requests need no more.
func (g *Gate) lookAtBuffer(n int32, r *request) bool {
	if !g.buffer.Shard(r.shard).ShouldBuffer(r.err != record.OutcomeNone) {
		r.phase = phasePick
		return true
	}
	r.phase = phaseAskBuffer
	return g.acquire(&g.shards[r.shard].lock, actor{actorRequest, n})
}

// askBuffer has the shard buffer's lock: shardBuffer.waitForFailoverEnd.
func (g *Gate) askBuffer(n int32, r *request) bool {
	sb := g.buffer.Shard(r.shard)
	if !sb.ShouldBuffer(r.err != record.OutcomeNone) {
		g.releaseShard(r.shard)
		r.phase = phasePick
		return true
	}
	if sb.State == buffer.Buffering {
		g.enqueue(n, r)
		return false
	}
	if !g.buffer.MayStart(r.shard, g.simulation.Now()) {
		r.refused = true
		g.releaseShard(r.shard)
		r.phase = phasePick
		return true
	}
	if !g.watcher.Marks() {
		g.beginBuffering(n, r)
		return false
	}
	r.phase = phaseMark
	if g.acquire(&g.keyspaceLocks[g.layout.Shards[r.shard].Keyspace], actor{actorRequest, n}) {
		return true
	}
	g.touch(r.shard)
	return false
}

// markDisruption has both locks: from v22 on the start of buffering tells the watcher.
func (g *Gate) markDisruption(n int32, r *request) bool {
	k := g.layout.Shards[r.shard].Keyspace
	known := g.watcher.MarkNotServing(r.shard, r.err != record.OutcomeResharding)
	g.noteConsistency(k)
	g.releaseKeyspace(k)
	if known {
		g.beginBuffering(n, r)
		return false
	}
	g.releaseShard(r.shard)
	g.touch(r.shard)
	r.phase = phasePick
	return true
}

// pickTablet looks for the shard's healthy primary and executes on it.
func (g *Gate) pickTablet(n int32, r *request) bool {
	tablet := g.shards[r.shard].primary
	if tablet == health.NoTablet {
		if !g.config.Gates.Buffer.Enabled {
			g.finish(n, record.OutcomeNoHealthyTablet)
			return false
		}
		r.phase = phaseAsk
		return g.acquire(&g.keyspaceLocks[g.layout.Shards[r.shard].Keyspace], actor{actorRequest, n})
	}
	if slices.Contains(r.tried, tablet) {
		g.finish(n, r.err)
		return false
	}
	g.attempt(n, r, tablet)
	return false
}

// askWatcher has the keyspace's lock and asks why there is no healthy primary.
func (g *Gate) askWatcher(n int32, r *request) bool {
	answer := g.watcher.Ask(r.shard)
	switch answer {
	case watcher.Resharding:
		r.answer = record.OutcomeResharding
	case watcher.PrimaryNotServing:
		r.answer = record.OutcomeReparentInProgress
	case watcher.PrimaryServing:
		r.answer = record.OutcomeInconsistentState
	case watcher.NoPrimary:
		r.answer = record.OutcomeNoHealthyTablet
	}
	hold := g.config.Gates.Watcher.LockHoldPerQuery.Quantile(g.requestUniform(r, purposeHold))
	if hold > 0 {
		r.phase = phaseHold
		g.schedule(g.simulation.Now().Add(hold), eventUnlock, n)
		return false
	}
	return g.askedWatcher(n, r)
}

// askedWatcher gives the lock back and goes on with the watcher's answer.
func (g *Gate) askedWatcher(n int32, r *request) bool {
	g.releaseKeyspace(g.layout.Shards[r.shard].Keyspace)
	if r.answer == record.OutcomeNoHealthyTablet {
		g.finish(n, r.answer)
		return false
	}
	r.err = r.answer
	r.round++
	r.phase = phaseRound
	return true
}

// attempt sends the request to a tablet. What the tablet answers is decided when the call arrives.
func (g *Gate) attempt(n int32, r *request, tablet health.TabletIndex) {
	r.phase, r.tablet = phaseAttempt, tablet
	r.answer = answers[g.modes[tablet]]
	takes := &g.config.Workload.ErrorTime
	if r.answer == record.OutcomeOK {
		takes = &g.config.Workload.ExecuteTime
	}
	now := g.simulation.Now()
	end := now.Add(takes.Quantile(g.requestUniform(r, purposeAttempt+uint64(r.attempts))))
	r.attempts++
	if end > r.deadline {
		end, r.answer = max(now, r.deadline), record.OutcomeDeadline
	}
	g.unit.QueryAttempted(r.trace, record.Attempt{At: now, End: end, Tablet: tablet, Answer: r.answer})
	g.schedule(end, eventAttemptDone, n)
}

// attemptDone is the tablet's answer.
func (g *Gate) attemptDone(n int32) {
	r := &g.requests[n]
	switch r.answer {
	case record.OutcomeOK, record.OutcomeDeadline, record.OutcomeInternal:
		g.finish(n, r.answer)
		return
	}
	if r.tx {
		g.finish(n, r.answer)
		return
	}
	r.tried = append(r.tried, r.tablet)
	r.err = r.answer
	r.round++
	r.phase = phaseRound
	g.proceed(n)
}

// finish returns the request to its client.
func (g *Gate) finish(n int32, outcome record.Outcome) {
	r := &g.requests[n]
	g.account(r, outcome)
	r.open = false
	if g.open--; g.open == 0 {
		g.simulation.Cancel(g.deadlines.event)
		g.deadlines.reset()
	}
	switch r.slot {
	case slotQueued: // it gave up during the drain, which will come by
		r.phase = phaseGone
		return
	case slotOnReturn:
		g.buffer.Release()
	case slotDrain:
		g.drained(r.shard)
	}
	g.freeRequests = append(g.freeRequests, n)
}
