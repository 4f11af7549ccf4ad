package model_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/notify"
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
	return model.Experiment{Config: scenario.Config, Strategies: []notify.Spec{scenario.Config.Gates.Notification}, Seed: scenario.Seed, Replications: 1, Workers: 1}
}

// BenchmarkReplication plays one replication after the other on one processor. What counts is work/s:
// health updates offered and queries that could have been affected, whatever number of events they took.
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
func benchmarkReplications(b *testing.B, e model.Experiment) {
	var before, after runtime.MemStats
	e.Replications = b.N
	runtime.ReadMemStats(&before)
	b.ResetTimer()
	results, err := e.Run(context.Background())
	b.StopTimer()
	runtime.ReadMemStats(&after)
	if err != nil {
		b.Fatal(err)
	}
	var work model.Work
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
}
