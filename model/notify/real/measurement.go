package real

import (
	"context"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
)

// Measurement is the cost of one strategy under one pattern. Bytes are those of the storage alone; the updates
// themselves exist before, as in a vtgate, whose health check has allocated them.
type Measurement struct {
	Strategy           string
	Pattern            *Pattern
	Lost, Coalesced    int       // of the pattern's updates
	Allocations        float64   // over the whole pattern
	AllocatedBytes     float64   // over the whole pattern: runtime.MemStats.TotalAlloc over many instances
	HeldBytes          float64   // when the queue is fullest, after a garbage collection
	NanosecondsPerItem []float64 // to offer and take one update, one value per repetition
}

// HandOver is the cost of handing an update from one goroutine to another, both as fast as they can.
type HandOver struct {
	Strategy           string
	LostShare          float64   // of all updates offered
	NanosecondsPerItem []float64 // per update offered, one value per repetition
}

// Effort says how much is measured.
type Effort struct {
	Instances   int // queues whose memory is added up
	Repetitions int // of each timing; each is the fastest of five runs
}

// DefaultEffort takes a few seconds.
var DefaultEffort = Effort{Instances: 50, Repetitions: 20}

// Tablets is the number of tablets, whose updates come in turn: 32 shards of three.
const Tablets = 96

// newUpdates returns updates of the tablets in turn.
func newUpdates(count int) []*health.Update {
	updates := make([]*health.Update, count)
	for i := range updates {
		updates[i] = &health.Update{Tablet: health.TabletIndex(i % Tablets)}
	}
	return updates
}

// tally counts what became of updates.
type tally struct{ lost, coalesced int }

// play plays the pattern on a queue: all of it, or up to the last offer, when the queue is fullest.
func (p *Pattern) play(q Queue, updates []*health.Update, toFullest bool) tally {
	var t tally
	next := 0
	for _, step := range p.Steps {
		for range step.Offers {
			switch q.Offer(updates[next]) {
			case Dropped:
				t.lost++
			case Coalesced:
				t.coalesced++
			}
			next++
		}
		if toFullest && next == len(updates) {
			return t
		}
		for range step.Takes {
			if q.Take(false) == nil {
				break
			}
		}
	}
	return t
}

// Measure measures a strategy under a pattern.
func Measure(s *Strategy, p *Pattern, effort Effort) Measurement {
	updates := newUpdates(p.Updates)
	m := Measurement{Strategy: s.Name, Pattern: p}
	m.measureMemory(s, updates, effort.Instances)
	q := s.New()
	m.NanosecondsPerItem = timed(context.Background(), effort.Repetitions, p.Updates, func() time.Duration {
		begin := time.Now()
		q.Reset()
		p.play(q, updates, false)
		return time.Since(begin)
	})
	return m
}

// fastestOf is the number of runs in a repetition. The fastest one counts, because other load can only slow a run down.
const fastestOf = 5

// timed returns the time per item in each repetition, after a warm-up run.
func timed(ctx context.Context, repetitions, items int, run func() time.Duration) []float64 {
	var nanoseconds []float64
	run()
	for range repetitions {
		fastest := run()
		for range fastestOf - 1 {
			fastest = min(fastest, run())
		}
		if ctx.Err() != nil {
			break
		}
		nanoseconds = append(nanoseconds, float64(fastest.Nanoseconds())/float64(items))
	}
	return nanoseconds
}

// memoryRounds is how often memory is measured. The median counts, because now and then the runtime allocates something
// for itself at the same time.
const memoryRounds = 3

// measureMemory adds up what many instances allocate over the whole pattern, and what they hold when they are fullest.
// Meanwhile the garbage collector is off, except for explicit collections.
func (m *Measurement) measureMemory(s *Strategy, updates []*health.Update, instances int) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	var allocations, allocated, held [memoryRounds]float64
	for round := range memoryRounds {
		queues := newQueues(s, instances)
		before := memory()
		for _, q := range queues {
			q.Reset()
			t := m.Pattern.play(q, updates, false)
			m.Lost, m.Coalesced = t.lost, t.coalesced
		}
		var after runtime.MemStats
		runtime.ReadMemStats(&after)
		allocations[round] = float64(after.Mallocs - before.Mallocs)
		allocated[round] = float64(after.TotalAlloc - before.TotalAlloc)

		queues = newQueues(s, instances)
		empty := memory()
		for _, q := range queues {
			q.Reset()
			m.Pattern.play(q, updates, true)
		}
		full := memory()
		held[round] = float64(full.HeapAlloc) - float64(empty.HeapAlloc)
		runtime.KeepAlive(queues)
	}
	m.Allocations = median(allocations) / float64(instances)
	m.AllocatedBytes = median(allocated) / float64(instances)
	m.HeldBytes = median(held) / float64(instances)
}

func newQueues(s *Strategy, count int) []Queue {
	queues := make([]Queue, count)
	for i := range queues {
		queues[i] = s.New()
	}
	return queues
}

// memory returns the state of the heap after a garbage collection.
func memory() runtime.MemStats {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m
}

func median(values [memoryRounds]float64) float64 {
	slices.Sort(values[:])
	return values[memoryRounds/2]
}

// handOverUpdates is the number of updates in one repetition.
const handOverUpdates = 20_000

// MeasureHandOver measures a strategy between two goroutines.
func MeasureHandOver(ctx context.Context, s *Strategy, effort Effort) HandOver {
	updates := newUpdates(handOverUpdates)
	h := HandOver{Strategy: s.Name}
	lost, offered := 0, 0
	h.NanosecondsPerItem = timed(ctx, effort.Repetitions, handOverUpdates, func() time.Duration {
		q := s.New()
		q.Reset()
		finished := make(chan struct{})
		begin := time.Now()
		go func() {
			for q.Take(true) != nil {
			}
			close(finished)
		}()
		for _, u := range updates {
			if q.Offer(u) == Dropped {
				lost++
			}
		}
		offered += len(updates)
		q.Close()
		<-finished
		return time.Since(begin)
	})
	h.LostShare = float64(lost) / float64(offered)
	return h
}
