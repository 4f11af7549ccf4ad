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

// liveBytes is what the program holds on to now.
func liveBytes() int64 {
	runtime.GC()
	runtime.GC() // pools give up what nobody has asked for since the first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// What a replication leaves behind is one record of metrics.
func TestMemoryGrowsByOneRecordAReplication(t *testing.T) {
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
		t.Errorf("%d bytes a replication stay, want at most 1024", each)
	}
}

// What a vtgate leaves behind in the replication under way is one sum of counts.
func TestMemoryGrowsByOneSumAVtgate(t *testing.T) {
	size := func(gates int) int64 {
		e := shipped(t, "single-reparent", scenarios.Setting{Path: "vtgates.count", Value: strconv.Itoa(gates)})
		before := liveBytes()
		var during int64
		e.Progress = func(int, []record.Replication) { during = liveBytes() }
		if _, err := e.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		return during - before
	}
	if each := (size(2010) - size(10)) / 2000; each > 1024 {
		t.Errorf("%d bytes a vtgate stay while its replication is under way, want at most 1024", each)
	}
}

// BenchmarkGate plays one vtgate again and again and reports the bytes that it takes while it is played.
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

// unitOf returns what plays the first vtgate of an experiment's first replication, each time again. The timeline, which
// all vtgates of a replication share, is not part of it.
func unitOf(e *model.Experiment) func() error {
	c := &e.Config
	layout := cluster.NewLayout(&c.Cluster)
	key := sim.NewKey(e.Seed, 0)
	timeline := cluster.NewTimeline(&c.Cluster, layout, key)
	gate := vtgate.New(&c.Vtgate, layout, c.Cluster.Horizon, e.Strategies[0])
	return func() error { return gate.Play(timeline, key) }
}
