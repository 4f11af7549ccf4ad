package real

import (
	"context"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
)

// Measurement is what one strategy costs under one pattern. Bytes are those of the storage alone: the updates
// themselves are there already, as in a vtgate, whose health check has allocated them.
type Measurement struct {
	Strategy           string
	Pattern            *Pattern
	Lost, Coalesced    int       // of the pattern's updates
	Allocations        float64   // of a whole life
	AllocatedBytes     float64   // of a whole life: runtime.MemStats.TotalAlloc over many instances
	HeldBytes          float64   // when the queue is fullest, after a collection
	NanosecondsPerItem []float64 // to offer and to take one update, a value for each repetition
}

// HandOver is what an update costs on its way from one goroutine, which offers as fast as it can, to another, which
// takes as fast as it can.
type HandOver struct {
	Strategy           string
	LostShare          float64   // of all updates offered
	NanosecondsPerItem []float64 // per update offered, a value for each repetition
}

// Effort is how much is measured.
type Effort struct {
	Instances   int // queues whose memory is added up
	Repetitions int // of each timing, each the fastest of five runs
}

// DefaultEffort takes a few seconds.
var DefaultEffort = Effort{Instances: 50, Repetitions: 20}

// Tablets are those whose updates come in turn: 32 shards of three.
const Tablets = 96

// newUpdates returns updates, tablet by tablet in turn.
func newUpdates(count int) []*health.Update {
	updates := make([]*health.Update, count)
	for i := range updates {
		updates[i] = &health.Update{Tablet: health.TabletIndex(i % Tablets)}
	}
	return updates
}

// tally counts what became of updates.
type tally struct{ lost, coalesced int }

// play lets the queue live through the pattern, or up to the point where it is fullest: the last offer.
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

// fastestOf is how many runs a repetition has. The fastest counts: whatever else the machine does can only add.
const fastestOf = 5

// timed returns the time of an item of each repetition, after a run that warms up.
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

// memoryRounds is how often memory is measured. The median is taken: once in a while the runtime allocates for
// itself meanwhile.
const memoryRounds = 3

// measureMemory adds up what many instances allocate in a whole life, and what they hold when they are fullest. The
// collector is off meanwhile, but for the collections that are asked for.
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

// memory is the state of the heap after a collection.
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

// handOverUpdates are those of one repetition.
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
