package buffer

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// account keeps track of where each request is while random steps are played.
type account struct {
	buffer   *Buffer
	waiting  [2][]Request // by shard
	working  [2]int
	released int // evicted at the end of their window, slot not yet freed
	next     Request
}

func (a *account) remove(shard int, request Request) bool {
	for i, one := range a.waiting[shard] {
		if one == request {
			a.waiting[shard] = append(a.waiting[shard][:i:i], a.waiting[shard][i+1:]...)
			return true
		}
	}
	return false
}

// steps are what may happen to a shard's buffer; requests are the most frequent.
var steps = []string{
	"request", "request", "request", "window", "deadline", "event", "drain", "return", "return late",
}

// step plays a random step, if it can happen now.
func (a *account) step(t *rapid.T, now sim.Time) {
	shard := rapid.IntRange(0, 1).Draw(t, "shard")
	s, sb := health.ShardIndex(shard), a.buffer.Shard(health.ShardIndex(shard))
	switch step := rapid.SampledFrom(steps).Draw(t, "step"); {
	case step == "request" && sb.State != Draining:
		if sb.State == Idle {
			a.buffer.Begin(s, now)
		}
		a.next++
		evicted, accepted := a.buffer.Enqueue(s, a.next, now)
		if waiting := a.waiting[shard]; evicted != NoRequest &&
			(len(waiting) == 0 || evicted != waiting[0] || !a.remove(shard, evicted)) {
			t.Fatalf("evicted %d, want the oldest of %v", evicted, waiting)
		}
		if accepted {
			a.waiting[shard] = append(a.waiting[shard], a.next)
		}
	case step == "window" && sb.State == Buffering && sb.Waiting() > 0:
		if request := a.buffer.EvictOldest(s); !a.remove(shard, request) {
			t.Fatalf("window of %d, which does not wait", request)
		}
		a.released++
	case step == "deadline" && sb.State == Buffering && sb.Waiting() > 0:
		request := rapid.SampledFrom(a.waiting[shard]).Draw(t, "gives up")
		a.remove(shard, request)
		a.buffer.Remove(s, request)
	case step == "event":
		a.buffer.Observe(s, health.TabletIndex(a.next), rapid.Bool().Draw(t, "serving"), now)
	case step == "drain":
		if request, ok := a.buffer.DrainNext(s); ok {
			if len(a.waiting[shard]) == 0 || a.waiting[shard][0] != request {
				t.Fatalf("drained %d, want the oldest of %v", request, a.waiting[shard])
			}
			a.remove(shard, request)
			a.working[shard]++
		}
	case step == "return" && a.working[shard] > 0:
		a.working[shard]--
		a.buffer.DrainDone(s)
	case step == "return late" && a.released > 0:
		a.released--
		a.buffer.Release()
	}
	if a.buffer.Drained(s) {
		a.buffer.Rest(s)
	}
}

// Whatever happens, in whatever order: the taken slots are those of the requests that wait, are being drained or go on
// after their window. There are never more of them than the size, never more workers than the concurrency, and each
// request is counted once.
func TestSlotsAndCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		config := Config{Enabled: true, Size: rapid.IntRange(0, 5).Draw(t, "size"),
			DrainConcurrency: rapid.IntRange(1, 3).Draw(t, "concurrency"), MaxFailoverDuration: time.Second}
		a := &account{buffer: New(config, 2, func(health.ShardIndex) bool { return true })}
		for step := range rapid.IntRange(1, 80).Draw(t, "steps") {
			a.step(t, sim.Time(step))
			taken := len(a.waiting[0]) + len(a.waiting[1]) + a.working[0] + a.working[1] + a.released
			if a.buffer.used != taken || taken > config.Size {
				t.Fatalf("%d slots are taken, %d needed, of %d", a.buffer.used, taken, config.Size)
			}
			for shard := range a.working {
				s := a.buffer.Shard(health.ShardIndex(shard))
				if a.working[shard] > config.DrainConcurrency || s.Waiting() != len(a.waiting[shard]) ||
					s.State == Idle && s.Waiting() > 0 {
					t.Fatalf("shard %d: state %d, %d wait, want %d; %d work, at most %d may", shard, s.State,
						s.Waiting(), len(a.waiting[shard]), a.working[shard], config.DrainConcurrency)
				}
				c := a.buffer.Counters[shard]
				inside := len(a.waiting[shard]) + a.working[shard]
				evicted := c.EvictedBufferFull + c.EvictedWindowExceeded + c.EvictedContextDone
				if c.Buffered != c.Drained+evicted+inside {
					t.Fatalf("shard %d: %+v and %d inside do not add up", shard, c, inside)
				}
			}
		}
	})
}

// The minimum time counts from the last stop and from the last event that changed the primary, checked in this order.
// The first primary is not a change (shardBuffer.recordKeyspaceEvent).
func TestMinimumTimeBetweenFailovers(t *testing.T) {
	second := func(n int) sim.Time { return sim.Time(0).Add(time.Duration(n) * time.Second) }
	b := New(Config{Enabled: true, Size: 1, MinTimeBetweenFailovers: 60 * time.Second}, 1,
		func(health.ShardIndex) bool { return true })
	b.Observe(0, 4, true, second(1))
	if !b.MayStart(0, second(2)) {
		t.Error("the first primary counts as a change")
	}
	b.Observe(0, 5, true, second(10))
	if b.MayStart(0, second(69)) || b.Counters[0].SkippedLastReparent != 1 {
		t.Error("buffering may start 59 s after a change of the primary")
	}
	if !b.MayStart(0, second(70)) {
		t.Error("buffering may not start a minute after a change of the primary")
	}
	b.Begin(0, second(70))
	b.Observe(0, 5, true, second(80))
	b.Rest(0)
	if b.MayStart(0, second(139)) || b.Counters[0].SkippedLastFailover != 1 || !b.MayStart(0, second(140)) {
		t.Error("after a stop, buffering may not start for other than a minute")
	}
	// An event without a primary is a change; the next primary is the first again.
	b.Observe(0, health.NoTablet, true, second(200))
	b.Observe(0, 6, true, second(230))
	if b.MayStart(0, second(259)) || !b.MayStart(0, second(260)) {
		t.Error("the minute does not count from the event without a primary")
	}
}

func TestDisabledShard(t *testing.T) {
	b := New(Config{Enabled: true, Size: 1}, 2, func(s health.ShardIndex) bool { return s == 1 })
	if b.Shard(0).Enabled || !b.Shard(1).Enabled {
		t.Error("buffering is not limited to the shards named")
	}
	if _, _, stopped := b.Observe(0, 1, true, 0); stopped {
		t.Error("a disabled buffer stops")
	}
}
