package model_test

import (
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/scenarios"
)

// shipped returns a shipped scenario as an experiment, with settings applied.
func shipped(tb testing.TB, name string, settings ...scenarios.Setting) model.Experiment {
	tb.Helper()
	document, err := scenarios.Open(name, nil)
	if err != nil {
		tb.Fatal(err)
	}
	scenario, err := document.With(settings...)
	if err != nil {
		tb.Fatal(err)
	}
	return model.Experiment{Config: scenario.Config, Strategies: []notify.Spec{scenario.Config.Notification},
		Seed: scenario.Seed, Replications: 1, Workers: 1}
}

// BenchmarkReplication plays one replication after the other on one processor. The figure that counts is work/s, where
// work is the health updates offered and the queries that could have been affected, however many events they took.
func BenchmarkReplication(b *testing.B) {
	for _, name := range []string{"rollout-32", "shards-256", "planet"} {
		b.Run("scenario="+name, func(b *testing.B) {
			if name == "planet" && testing.Short() {
				b.Skip("a thousand vtgates")
			}
			benchmarkReplications(b, shipped(b, name))
		})
	}
}

// benchmarkReplications plays b.N replications and reports what each cost.
func benchmarkReplications(b *testing.B, e model.Experiment) record.Work {
	var before, after runtime.MemStats
	e.Replications = b.N
	runtime.ReadMemStats(&before)
	b.ResetTimer()
	results, err := e.Run(b.Context())
	b.StopTimer()
	runtime.ReadMemStats(&after)
	if err != nil {
		b.Fatal(err)
	}
	var work record.Work
	for _, record := range results.Strategies[0].Records {
		work.Updates += record.Work.Updates
		work.Queries += record.Work.Queries
		work.Events += record.Work.Events
	}
	if work.Updates == 0 || work.Queries == 0 {
		b.Fatalf("no work was done: %+v", work)
	}
	done := float64(work.Updates + work.Queries)
	b.ReportMetric(done/b.Elapsed().Seconds(), "work/s")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(work.Events), "ns/event")
	b.ReportMetric(float64(work.Events)/float64(b.N), "events/op")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/float64(work.Events), "allocs/event")
	return work
}

// BenchmarkScaling plays the same cluster with one, four and sixteen times the vtgates, and the same vtgates with one,
// four and sixteen times the queries. If time is linear in work, ns/work stays the same.
func BenchmarkScaling(b *testing.B) {
	for _, times := range []int{1, 4, 16} {
		b.Run(fmt.Sprintf("vtgates=%d", 10*times), func(b *testing.B) {
			benchmarkScaled(b, scenarios.Setting{Path: "vtgates.count", Value: strconv.Itoa(10 * times)})
		})
	}
	for _, times := range []int{1, 4, 16} {
		b.Run(fmt.Sprintf("qps=%d", 1000*times), func(b *testing.B) {
			thousands := strconv.Itoa(1000 * times)
			benchmarkScaled(b,
				scenarios.Setting{Path: "workload.qps", Value: thousands},
				scenarios.Setting{Path: "vtgates.count", Value: "10"},
				scenarios.Setting{Path: "vtgates.buffer.buffer_size", Value: thousands})
		})
	}
}

func benchmarkScaled(b *testing.B, settings ...scenarios.Setting) {
	work := benchmarkReplications(b, shipped(b, "shards-256", settings...))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(work.Updates+work.Queries), "ns/work")
}

// BenchmarkWorkers compares, in turn, one experiment on two workers with two independent experiments on one worker
// each. The share is the speed of the former as a fraction of that of the latter.
func BenchmarkWorkers(b *testing.B) {
	if runtime.GOMAXPROCS(0) < 2 {
		b.Skip("one processor")
	}
	together := shipped(b, "shards-256")
	together.Replications, together.Workers = 4, 2
	var halves [2]model.Experiment
	for i := range halves {
		halves[i] = shipped(b, "shards-256")
		halves[i].First, halves[i].Replications = 2*i, 2*i+2
	}
	play := func(e *model.Experiment) {
		if _, err := e.Run(b.Context()); err != nil {
			b.Error(err)
		}
	}
	var apart, shared time.Duration
	for b.Loop() {
		begin := time.Now()
		var group sync.WaitGroup
		for i := range halves {
			group.Go(func() { play(&halves[i]) })
		}
		group.Wait()
		middle := time.Now()
		play(&together)
		apart, shared = apart+middle.Sub(begin), shared+time.Since(middle)
	}
	b.ReportMetric(apart.Seconds()/shared.Seconds(), "share")
}
