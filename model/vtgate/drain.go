package vtgate

import (
	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
)

// drain unblocks a shard's requests while drain workers are free.
func (b *shardBuffers) drain(s health.ShardIndex) {
	for {
		next, more := b.buffer.DrainNext(s)
		if !more {
			break
		}
		b.unblock(int32(next), s)
	}
	if !b.buffer.Drained(s) {
		return
	}
	if held, taken := b.locks.acquireShard(s, goroutine{kind: drainer, index: int32(s)}); taken {
		b.endDrain(held)
	}
}

// unblock makes a request continue its round. A drain worker waits until it has returned.
func (b *shardBuffers) unblock(n int32, s health.ShardIndex) {
	r := b.requests.at(n)
	switch r.phase {
	case phaseGone: // it has returned already
		b.requests.free(n)
		b.buffer.DrainDone(s)
		return
	case phaseRemove: // its client has given up; it waits for the lock to leave the queue
		r.slot = slotNone
		b.buffer.DrainDone(s)
		return
	}
	b.requests.dequeued(n)
	r.slot = slotDrain
	r.phase = phasePick
	if b.buffer.Shard(s).Reason == buffer.ReshardingComplete {
		r.phase, r.round, r.err = phaseRound, int32(b.config.Workload.RetryCount)+1, record.OutcomeShardMissing
	}
	b.goroutines.wake(r.goroutine(n))
}

// drained is called when a request that the drain had unblocked has returned.
func (b *shardBuffers) drained(s health.ShardIndex) {
	b.buffer.DrainDone(s)
	b.drain(s)
}

// endDrain makes the shard's buffer idle again.
func (b *shardBuffers) endDrain(held heldShard) {
	if s := held.shard; b.buffer.Drained(s) {
		b.buffer.Rest(s)
		b.fates.changed(s)
		b.unit.BufferingDrained(b.shards[s].number, b.clock.Now())
	}
	b.locks.releaseShard(held)
}

// end returns a request to its client and frees its slot in the buffer.
func (b *shardBuffers) end(n int32, outcome record.Outcome) {
	r := b.requests.at(n)
	var cause record.FailureCause
	if outcome != record.OutcomeOK {
		cause = b.causes.ofFailure(r, outcome)
	}
	b.requests.end(n, outcome, cause)
	if b.requests.open == 0 {
		b.clock.Cancel(b.deadlines.event)
		b.deadlines.reset()
	}
	switch r.slot {
	case slotQueued: // it gave up during the drain, which has not reached it yet
		r.phase = phaseGone
		return
	case slotOnReturn:
		b.buffer.Release()
	case slotDrain:
		b.drained(r.shard)
	}
	b.requests.free(n)
}

// clientGivesUp handles the deadline of a request that is in the buffer, or that has left the buffer and waits for a
// lock.
func (b *shardBuffers) clientGivesUp(n int32) {
	r := b.requests.at(n)
	if r.phase != phaseQueued {
		b.abandonSlot(r)
		return
	}
	r.phase = phaseRemove
	if held, taken := b.locks.acquireShard(r.shard, r.goroutine(n)); taken {
		b.leaveQueue(n, held)
	}
}

// abandonSlot frees the slot of a request that has left the buffer and whose client gives up while it waits for the
// watcher's lock. The request itself does not notice, but its buffer context ends.
func (b *shardBuffers) abandonSlot(r *request) {
	if r.phase != phaseAsk && r.phase != phaseHold {
		return
	}
	use := r.slot
	r.slot = slotNone
	switch use {
	case slotOnReturn:
		b.buffer.Release()
	case slotDrain:
		b.drained(r.shard)
	}
}

// leaveQueue returns a request whose client has given up. Once the drain has begun, the request keeps its place in the
// queue until the drain reaches it.
func (b *shardBuffers) leaveQueue(n int32, held heldShard) {
	r := b.requests.at(n)
	if r.slot == slotQueued && b.buffering(held.shard) {
		b.buffer.Remove(held.shard, buffer.Request(n))
		r.slot = slotNone
	}
	b.requests.dequeued(n)
	b.end(n, record.OutcomeDeadlineWhileBuffered)
	b.armWindow(held.shard)
	b.locks.releaseShard(held)
}
