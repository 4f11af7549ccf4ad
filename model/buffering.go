package model

import (
	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// beginBuffering starts buffering of the request's shard, whose lock it has, and puts it in the queue.
func (g *Gate) beginBuffering(n int32, r *request) {
	now := g.simulation.Now()
	end := g.buffer.Begin(r.shard, now)
	g.shards[r.shard].limit = g.schedule(end, eventMaxDuration, int32(r.shard))
	g.shards[r.shard].episode = g.unit.BufferingBegan(r.shard, now)
	g.touch(r.shard)
	g.enqueue(n, r)
}

// enqueue puts the request in its shard's queue and gives the shard buffer's lock back.
func (g *Gate) enqueue(n int32, r *request) {
	now := g.simulation.Now()
	evicted, accepted := g.buffer.Enqueue(r.shard, buffer.Request(n), now)
	if evicted != buffer.NoRequest {
		old := &g.requests[evicted]
		g.leftBuffer(old)
		old.slot = slotNone // its slot is the new one's now
		g.finish(int32(evicted), record.OutcomeEvictedBufferFull)
	}
	if !accepted {
		g.releaseShard(r.shard)
		g.finish(n, record.OutcomeBufferFull)
		return
	}
	r.phase, r.slot, r.buffered, r.queuedAt = phaseQueued, slotQueued, true, now
	g.unit.QueryQueued(r.trace, now)
	g.awaitDeadline(n, r)
	g.armWindow(r.shard)
	g.releaseShard(r.shard)
}

// armWindow sets the shard's timer to the end of its oldest request's window. A timer that stands for an older
// request, gone since, is left to go off first: that happens once a window, the oldest changes with each query.
func (g *Gate) armWindow(shard health.ShardIndex) {
	s := &g.shards[shard]
	_, deadline, waiting := g.buffer.Shard(shard).Oldest()
	if !waiting || g.buffer.Shard(shard).State != buffer.Buffering {
		g.simulation.Cancel(s.window)
		s.windowAt = sim.Never
		return
	}
	if s.windowAt <= deadline {
		return
	}
	g.simulation.Cancel(s.window)
	s.windowAt = deadline
	s.window = g.schedule(max(deadline, g.simulation.Now()), eventWindow, int32(shard))
}

// windowEnds is the timeout thread's turn to evict the oldest request. It reports whether that one's window has
// ended.
func (g *Gate) windowEnds(shard int32) bool {
	g.shards[shard].windowAt = sim.Never
	if _, deadline, waiting := g.buffer.Shard(health.ShardIndex(shard)).Oldest(); waiting && deadline > g.simulation.Now() {
		g.armWindow(health.ShardIndex(shard))
		return false
	}
	if g.acquire(&g.shards[shard].lock, actor{actorWindow, shard}) {
		g.evictOldest(shard)
	}
	return true
}

// evictOldest has the lock: the oldest request leaves the buffer without an error and goes on with its
// round. Buffering goes on, whatever becomes of it.
func (g *Gate) evictOldest(shard int32) {
	s := health.ShardIndex(shard)
	sb := g.buffer.Shard(s)
	now := g.simulation.Now()
	if n, deadline, waiting := sb.Oldest(); waiting && deadline <= now && sb.State == buffer.Buffering {
		g.buffer.EvictOldest(s)
		r := &g.requests[n]
		g.leftBuffer(r)
		r.slot, r.phase = slotOnReturn, phasePick
		g.wake(actor{actorRequest, int32(n)})
	}
	g.armWindow(s)
	g.releaseShard(health.ShardIndex(shard))
}

// clientGivesUp is the deadline of a request in the buffer, or of one that the buffer has let go and that
// waits for a lock since.
func (g *Gate) clientGivesUp(n int32) {
	r := &g.requests[n]
	if r.phase != phaseQueued {
		g.abandonSlot(r)
		return
	}
	r.phase = phaseRemove
	if g.acquire(&g.shards[r.shard].lock, actor{actorRequest, n}) {
		g.leaveQueue(n, r)
	}
}

// abandonSlot gives the slot of a request back that has left the buffer and whose client gives up while it
// waits for the watcher's lock: the request does not notice, but its buffer context ends.
func (g *Gate) abandonSlot(r *request) {
	if r.phase != phaseAsk && r.phase != phaseHold {
		return
	}
	use := r.slot
	r.slot = slotNone
	switch use {
	case slotOnReturn:
		g.buffer.Release()
	case slotDrain:
		g.drained(r.shard)
	}
}

// leaveQueue has the lock: the request returns with an error. Once the drain has begun it keeps its place
// until the drain comes by.
func (g *Gate) leaveQueue(n int32, r *request) {
	shard := r.shard
	if r.slot == slotQueued && g.buffer.Shard(shard).State == buffer.Buffering {
		g.buffer.Remove(shard, buffer.Request(n))
		r.slot = slotNone
	}
	g.leftBuffer(r)
	g.finish(n, record.OutcomeDeadlineWhileBuffered)
	g.armWindow(shard)
	g.releaseShard(health.ShardIndex(shard))
}

// leftBuffer notes how long a request has waited.
func (g *Gate) leftBuffer(r *request) {
	g.unit.QueryDequeued(r.trace, r.queuedAt, g.simulation.Now())
}

// limitReached is the timeout thread's turn to stop buffering.
func (g *Gate) limitReached(shard int32) {
	if g.acquire(&g.shards[shard].lock, actor{actorLimit, shard}) {
		g.stopAtLimit(shard)
	}
}

// stopAtLimit has the lock: buffering has lasted for the maximum duration.
func (g *Gate) stopAtLimit(shard int32) {
	s := health.ShardIndex(shard)
	if g.buffer.Shard(s).State == buffer.Buffering {
		g.unit.BufferingTimedOut(g.shards[s].episode, g.timeoutCause(s))
		queued, _ := g.buffer.Stop(s, buffer.MaxDurationExceeded, g.simulation.Now())
		g.stopped(s, buffer.MaxDurationExceeded, queued)
	}
	g.releaseShard(health.ShardIndex(shard))
}

// stopped begins the drain of a shard whose buffering has just ended.
func (g *Gate) stopped(s health.ShardIndex, reason buffer.StopReason, queued int) {
	shard := &g.shards[s]
	now := g.simulation.Now()
	g.simulation.Cancel(shard.limit)
	g.simulation.Cancel(shard.window)
	shard.windowAt = sim.Never
	_, down := g.timeline.Down(s, now)
	g.unit.BufferingStopped(shard.episode, s, reason, queued, down, now)
	g.touch(s)
	g.drain(s)
}

// drain unblocks requests while drain workers are free.
func (g *Gate) drain(s health.ShardIndex) {
	for {
		n, more := g.buffer.DrainNext(s)
		if !more {
			break
		}
		r := &g.requests[n]
		if r.phase == phaseGone {
			g.freeRequests = append(g.freeRequests, int32(n))
			g.buffer.DrainDone(s)
			continue
		}
		if r.phase == phaseRemove { // it waits for the lock to leave, and will; its context has ended
			r.slot = slotNone
			g.buffer.DrainDone(s)
			continue
		}
		g.leftBuffer(r)
		r.slot = slotDrain
		if g.buffer.Shard(s).Reason == buffer.ReshardingComplete {
			r.phase, r.round, r.err = phaseRound, int32(g.config.Workload.RetryCount)+1, record.OutcomeShardMissing
		} else {
			r.phase = phasePick
		}
		g.wake(actor{actorRequest, int32(n)})
	}
	if g.buffer.Drained(s) && g.acquire(&g.shards[s].lock, actor{actorDrain, int32(s)}) {
		g.endDrain(int32(s))
	}
}

// drained is the return of a request that the drain had unblocked.
func (g *Gate) drained(s health.ShardIndex) {
	g.buffer.DrainDone(s)
	g.drain(s)
}

// endDrain has the lock: the shard's buffer is idle again.
func (g *Gate) endDrain(shard int32) {
	s := health.ShardIndex(shard)
	if g.buffer.Drained(s) {
		g.buffer.Rest(s)
		g.unit.BufferingDrained(g.shards[s].episode, g.simulation.Now())
		g.touch(s)
	}
	g.releaseShard(health.ShardIndex(shard))
}
