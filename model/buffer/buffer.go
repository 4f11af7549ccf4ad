package buffer

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// State is the state of one shard's buffer.
type State uint8

// The states, in the order of the cycle.
const (
	Idle State = iota
	Buffering
	Draining
)

// Request is the number that the owner gives to a request.
type Request int32

// NoRequest stands for the absence of a request.
const NoRequest Request = -1

// StopReason is why a buffering stopped.
type StopReason uint8

// The labels of Vitess's BufferStops that the model knows.
const (
	NotStopped StopReason = iota
	NewPrimarySeen
	MaxDurationExceeded
	ReshardingComplete
	stopReasons // their number
)

// String returns the label in Vitess's BufferStops.
func (r StopReason) String() string {
	return [...]string{"", "NewPrimarySeen", "MaxDurationExceeded", "ReshardingComplete"}[r]
}

// never is the instant of a stop or a reparent that has not happened yet.
const never = -sim.Never

// Shard is one shard's buffer.
type Shard struct {
	State        State
	Enabled      bool
	Reason       StopReason // why it stopped, while it drains
	Start        sim.Time
	queue        []entry // the waiting requests; head is the oldest
	head         int
	working      int // requests that the drain has unblocked and that have not returned
	lastEnd      sim.Time
	lastReparent sim.Time
	primary      health.TabletIndex
}

type entry struct {
	request  Request
	deadline sim.Time // end of the request's window
}

// Buffer holds the buffers of all shards of a vtgate and the pool of slots that they share. Create it with New.
type Buffer struct {
	config   Config
	shards   []Shard
	used     int
	usedMax  int
	Counters []Counters // by shard
}

// New returns idle buffers. enabled reports whether buffering is enabled for a shard.
func New(config Config, shards int, enabled func(health.ShardIndex) bool) *Buffer {
	b := &Buffer{config: config, shards: make([]Shard, shards), Counters: make([]Counters, shards)}
	for s := range b.shards {
		b.shards[s].Enabled = config.Enabled && enabled(health.ShardIndex(s))
	}
	b.Reset()
	return b
}

// Reset makes all buffers idle and forgets the past.
func (b *Buffer) Reset() {
	b.used, b.usedMax = 0, 0
	for s := range b.shards {
		sb := &b.shards[s]
		*sb = Shard{Enabled: sb.Enabled, queue: sb.queue[:0], lastEnd: never, lastReparent: never,
			primary: health.NoTablet}
		b.Counters[s] = Counters{}
	}
}

// KnowPrimaries tells the buffers their shards' primaries, as the first keyspace event does.
func (b *Buffer) KnowPrimaries(primary func(health.ShardIndex) health.TabletIndex) {
	for s := range b.shards {
		b.shards[s].primary = primary(health.ShardIndex(s))
	}
}

// Shard returns the state of a shard's buffer.
func (b *Buffer) Shard(shard health.ShardIndex) *Shard { return &b.shards[shard] }

// UsedMax returns the largest number of slots that were taken at once.
func (b *Buffer) UsedMax() int { return b.usedMax }

// Waiting returns how many requests of the shard wait in its queue.
func (s *Shard) Waiting() int { return len(s.queue) - s.head }

// ShouldBuffer reports whether a request should wait in the buffer or start buffering
// (shardBuffer.shouldBufferLocked). failover says that the request has met an error that speaks of a failover.
func (s *Shard) ShouldBuffer(failover bool) bool {
	return s.State == Buffering || s.State == Idle && failover
}

// MayStart reports whether buffering may start now, and counts a refusal. It checks the time since the last stop first,
// then the time since a keyspace event last changed the primary.
func (b *Buffer) MayStart(shard health.ShardIndex, now sim.Time) bool {
	sb := &b.shards[shard]
	if tooRecent(now, sb.lastEnd, b.config.MinTimeBetweenFailovers) {
		b.Counters[shard].SkippedLastFailover++
		return false
	}
	if tooRecent(now, sb.lastReparent, b.config.MinTimeBetweenFailovers) {
		b.Counters[shard].SkippedLastReparent++
		return false
	}
	return true
}

func tooRecent(now, last sim.Time, limit time.Duration) bool {
	return last != never && now.Sub(last) < limit
}

// Begin starts buffering and returns the instant at which it must end.
func (b *Buffer) Begin(shard health.ShardIndex, now sim.Time) (end sim.Time) {
	sb := &b.shards[shard]
	sb.State, sb.Start = Buffering, now
	sb.queue, sb.head = sb.queue[:0], 0
	b.Counters[shard].Starts++
	return now.Add(b.config.MaxFailoverDuration)
}

// Enqueue puts a request at the end of the queue. If no slot is free, the new request takes the slot of the shard's
// oldest waiting request, which is returned as evicted; if none is waiting there, the new request is refused.
func (b *Buffer) Enqueue(shard health.ShardIndex, request Request, now sim.Time) (evicted Request, accepted bool) {
	sb := &b.shards[shard]
	evicted = NoRequest
	if b.used >= b.config.Size {
		if sb.Waiting() == 0 {
			b.Counters[shard].SkippedBufferFull++
			return NoRequest, false
		}
		evicted = sb.pop()
		b.Counters[shard].EvictedBufferFull++
	} else {
		b.used++
		b.usedMax = max(b.usedMax, b.used)
	}
	if len(sb.queue) == cap(sb.queue) && sb.head > len(sb.queue)/2 {
		sb.queue = sb.queue[:copy(sb.queue, sb.queue[sb.head:])] // reuse the space of those that left
		sb.head = 0
	}
	sb.queue = append(sb.queue, entry{request, now.Add(b.config.Window)})
	b.Counters[shard].Buffered++
	return evicted, true
}

func (s *Shard) pop() Request {
	request := s.queue[s.head].request
	s.head++
	if s.head == len(s.queue) {
		s.queue, s.head = s.queue[:0], 0
	}
	return request
}

// Oldest returns the request at the head of the queue and the end of its window.
func (s *Shard) Oldest() (request Request, deadline sim.Time, ok bool) {
	if s.Waiting() == 0 {
		return NoRequest, sim.Never, false
	}
	return s.queue[s.head].request, s.queue[s.head].deadline, true
}

// EvictOldest removes the oldest request because its window has ended. Its slot stays taken until Release.
func (b *Buffer) EvictOldest(shard health.ShardIndex) Request {
	b.Counters[shard].EvictedWindowExceeded++
	return b.shards[shard].pop()
}

// Remove removes a request whose client has given up, and frees its slot. It does nothing once the drain has begun,
// because the drain then accounts for the request.
func (b *Buffer) Remove(shard health.ShardIndex, request Request) {
	sb := &b.shards[shard]
	if sb.State != Buffering {
		return
	}
	for i := sb.head; i < len(sb.queue); i++ {
		if sb.queue[i].request == request {
			sb.queue = append(sb.queue[:i], sb.queue[i+1:]...)
			if sb.head == len(sb.queue) {
				sb.queue, sb.head = sb.queue[:0], 0
			}
			b.Counters[shard].EvictedContextDone++
			b.Release()
			return
		}
	}
}

// Release frees one slot.
func (b *Buffer) Release() { b.used-- }

// Stop ends buffering and begins the drain. It returns the length of the queue. It does nothing if the shard is not
// buffering.
func (b *Buffer) Stop(shard health.ShardIndex, reason StopReason, now sim.Time) (queued int, stopped bool) {
	sb := &b.shards[shard]
	if sb.State != Buffering {
		return 0, false
	}
	sb.State, sb.Reason, sb.lastEnd = Draining, reason, now
	b.Counters[shard].Stops[reason]++
	return sb.Waiting(), true
}

// DrainNext unblocks the next request of a draining shard, if one of its workers is free.
func (b *Buffer) DrainNext(shard health.ShardIndex) (Request, bool) {
	sb := &b.shards[shard]
	if sb.State != Draining || sb.Waiting() == 0 || sb.working >= b.config.DrainConcurrency {
		return NoRequest, false
	}
	sb.working++
	return sb.pop(), true
}

// DrainDone frees the slot and the worker of a request that the drain had unblocked and that has returned.
func (b *Buffer) DrainDone(shard health.ShardIndex) {
	b.shards[shard].working--
	b.Release()
	b.Counters[shard].Drained++
}

// Drained reports whether a shard is draining and has nothing left to drain.
func (b *Buffer) Drained(shard health.ShardIndex) bool {
	sb := &b.shards[shard]
	return sb.State == Draining && sb.working == 0 && sb.Waiting() == 0
}

// Rest makes a drained shard idle.
func (b *Buffer) Rest(shard health.ShardIndex) { b.shards[shard].State = Idle }

// Observe applies the shard's part of a keyspace event (shardBuffer.recordKeyspaceEvent): it keeps track of changes of
// the primary and stops buffering, whatever the shard's own state.
func (b *Buffer) Observe(
	shard health.ShardIndex, primary health.TabletIndex, serving bool, now sim.Time,
) (queued int, reason StopReason, stopped bool) {
	sb := &b.shards[shard]
	if !sb.Enabled {
		return 0, 0, false
	}
	if primary != sb.primary {
		if sb.primary != health.NoTablet {
			sb.lastReparent = now
		}
		sb.primary = primary
	}
	reason = ReshardingComplete
	if serving {
		reason = NewPrimarySeen
	}
	queued, stopped = b.Stop(shard, reason, now)
	return queued, reason, stopped
}
