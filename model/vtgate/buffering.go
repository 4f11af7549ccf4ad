package vtgate

import (
	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// shardBuffers are the shard buffers of a vtgate with their timers. Package buffer decides what happens; this type
// decides when:
//
//	Idle ──begin──► Buffering ──stop: a keyspace event, or the maximum duration──► Draining ──rest──► Idle
//
// Every transition happens under the shard buffer's lock.
type shardBuffers struct {
	clock      *clock
	config     *Config
	unit       *record.Unit
	locks      *locks
	fates      *fates
	goroutines *goroutines
	causes     *causes
	requests   *requests
	buffer     *buffer.Buffer

	shards    []episode
	deadlines deadlines
}

// episode is the buffering of one shard: its timers, and its number in the journal.
type episode struct {
	limit    sim.Handle // end of the maximum duration
	window   sim.Handle // end of the oldest request's window
	windowAt sim.Time
	number   int32
}

func (b *shardBuffers) reset() {
	b.buffer.Reset()
	for s := range b.shards {
		b.shards[s] = episode{windowAt: sim.Never}
	}
	b.deadlines.reset()
}

// enabled reports whether the shard is buffered at all.
func (b *shardBuffers) enabled(s health.ShardIndex) bool { return b.buffer.Shard(s).Enabled }

// buffering reports whether the shard is buffering.
func (b *shardBuffers) buffering(s health.ShardIndex) bool {
	return b.buffer.Shard(s).State == buffer.Buffering
}

// wants reports whether the request should be buffered, or should start buffering.
func (b *shardBuffers) wants(r *request) bool {
	return b.buffer.Shard(r.shard).ShouldBuffer(r.err != record.OutcomeNone)
}

// begin starts buffering for a request, which becomes the first in the queue.
func (b *shardBuffers) begin(n int32, held heldShard) {
	now := b.clock.Now()
	end := b.buffer.Begin(held.shard, now)
	b.fates.changed(held.shard)
	own := &b.shards[held.shard]
	own.limit = b.clock.schedule(end, eventMaxDuration, int32(held.shard))
	own.number = b.unit.BufferingBegan(held.shard, now)
	b.enqueue(n, held)
}

// enqueue puts a request in its shard's queue.
func (b *shardBuffers) enqueue(n int32, held heldShard) {
	r := b.requests.at(n)
	now := b.clock.Now()
	evicted, accepted := b.buffer.Enqueue(held.shard, buffer.Request(n), now)
	if evicted != buffer.NoRequest {
		b.requests.dequeued(int32(evicted))
		b.requests.at(int32(evicted)).slot = slotNone // the new request has its slot
		b.end(int32(evicted), record.OutcomeEvictedBufferFull)
	}
	if !accepted {
		b.end(n, record.OutcomeBufferFull)
		return
	}
	r.phase, r.slot, r.buffered, r.queuedAt = phaseQueued, slotQueued, true, now
	b.unit.QueryQueued(r.number, now)
	b.awaitDeadline(n)
	b.armWindow(held.shard)
}

// observe applies a shard's part of a keyspace event.
func (b *shardBuffers) observe(e health.ShardEvent, held heldShard) {
	queued, reason, stopped := b.buffer.Observe(e.Shard, e.Primary, e.Serving, b.clock.Now())
	if stopped {
		b.stopped(e.Shard, record.End{Reason: reason, Queued: queued})
	}
	b.locks.releaseShard(held)
}

// limitReached makes the timeout thread stop a buffering that has reached its maximum duration.
func (b *shardBuffers) limitReached(s health.ShardIndex) {
	if held, taken := b.locks.acquireShard(s, goroutine{kind: limitTimer, index: int32(s)}); taken {
		b.stopAtLimit(held)
	}
}

// stopAtLimit stops the buffering once the timeout thread has the lock.
func (b *shardBuffers) stopAtLimit(held heldShard) {
	if s := held.shard; b.buffering(s) {
		end := record.End{Reason: buffer.MaxDurationExceeded, Cause: b.causes.ofTimeout(s)}
		end.Queued, _ = b.buffer.Stop(s, end.Reason, b.clock.Now())
		b.stopped(s, end)
	}
	b.locks.releaseShard(held)
}

// stopped begins the drain of a shard whose buffering has just ended.
func (b *shardBuffers) stopped(s health.ShardIndex, end record.End) {
	b.fates.changed(s)
	own := &b.shards[s]
	b.clock.Cancel(own.limit)
	b.clock.Cancel(own.window)
	own.windowAt = sim.Never
	end.Down = b.causes.down(s)
	b.unit.BufferingStopped(own.number, s, end, b.clock.Now())
	b.drain(s)
}

// armWindow sets the shard's timer to the end of its oldest request's window. If the timer is set for an earlier
// request that has left since, it stays and fires for nothing. That happens once per window, while the oldest request
// changes with every query.
func (b *shardBuffers) armWindow(s health.ShardIndex) {
	own := &b.shards[s]
	_, deadline, waiting := b.buffer.Shard(s).Oldest()
	if !waiting || !b.buffering(s) {
		b.clock.Cancel(own.window)
		own.windowAt = sim.Never
		return
	}
	if own.windowAt <= deadline {
		return
	}
	b.clock.Cancel(own.window)
	own.windowAt = deadline
	own.window = b.clock.schedule(max(deadline, b.clock.Now()), eventWindow, int32(s))
}

// windowEnds makes the timeout thread evict the oldest request. It reports whether the request's window has ended.
func (b *shardBuffers) windowEnds(s health.ShardIndex) bool {
	b.shards[s].windowAt = sim.Never
	if _, deadline, waiting := b.buffer.Shard(s).Oldest(); waiting && deadline > b.clock.Now() {
		b.armWindow(s)
		return false
	}
	if held, taken := b.locks.acquireShard(s, goroutine{kind: windowTimer, index: int32(s)}); taken {
		b.evictOldest(held)
	}
	return true
}

// evictOldest takes the oldest request out of the buffer without an error; the request goes on with its round. The
// shard goes on buffering, whatever becomes of the request.
func (b *shardBuffers) evictOldest(held heldShard) {
	s := held.shard
	n, deadline, waiting := b.buffer.Shard(s).Oldest()
	if waiting && deadline <= b.clock.Now() && b.buffering(s) {
		b.buffer.EvictOldest(s)
		b.requests.dequeued(int32(n))
		r := b.requests.at(int32(n))
		r.slot, r.phase = slotOnReturn, phasePick
		b.goroutines.wake(r.goroutine(int32(n)))
	}
	b.armWindow(s)
	b.locks.releaseShard(held)
}
