package model_test

import (
	"runtime"
	"strconv"
	"testing"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/scenarios"
	"github.com/reparentsim/reparentsim/sim"
)

// liveBytes returns the bytes of all live objects.
func liveBytes() int64 {
	runtime.GC()
	runtime.GC() // a sync.Pool frees an unused object only at the second collection
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// A replication leaves behind one record of metrics.
func TestMemoryGrowsByOneRecordPerReplication(t *testing.T) {
	const replications = 2000
	e := shipped(t, "single-reparent")
	e.Replications = replications
	var first, last int64
	e.Progress = func(finished int, _ []record.Replication) {
		switch finished {
		case 1:
			first = liveBytes()
		case replications:
			last = liveBytes()
		}
	}
	if _, err := e.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if each := (last - first) / (replications - 1); each > 1024 {
		t.Errorf("%d bytes stay per replication, want at most 1024", each)
	}
}

// While a replication is under way, a finished vtgate leaves behind one tally.
func TestMemoryGrowsByOneTallyPerVtgate(t *testing.T) {
	size := func(vtgates int) int64 {
		e := shipped(t, "single-reparent", scenarios.Setting{Path: "vtgates.count", Value: strconv.Itoa(vtgates)})
		before := liveBytes()
		var during int64
		e.Progress = func(int, []record.Replication) { during = liveBytes() }
		if _, err := e.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		return during - before
	}
	if each := (size(2010) - size(10)) / 2000; each > 1024 {
		t.Errorf("%d bytes stay per vtgate while its replication is under way, want at most 1024", each)
	}
}

// BenchmarkGate plays one vtgate again and again and reports the bytes that it holds.
func BenchmarkGate(b *testing.B) {
	for _, name := range []string{"rollout-32", "planet"} {
		b.Run("scenario="+name, func(b *testing.B) {
			e := shipped(b, name)
			before := liveBytes()
			play := unitOf(&e)
			if err := play(); err != nil {
				b.Fatal(err)
			}
			held := liveBytes() - before
			b.ReportAllocs()
			for b.Loop() {
				if err := play(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(held), "B/vtgate")
		})
	}
}

// unitOf returns a function that plays the first vtgate of an experiment's first replication. The timeline, which all
// vtgates of a replication share, is made once, before.
func unitOf(e *model.Experiment) func() error {
	c := &e.Config
	layout := cluster.NewLayout(&c.Cluster)
	key := sim.NewKey(e.Seed, 0)
	timeline := cluster.NewTimeline(&c.Cluster, layout, key)
	gate := vtgate.New(&c.Vtgate, layout, c.Cluster.Horizon, e.Strategies[0])
	return func() error { return gate.Play(timeline, key) }
}
