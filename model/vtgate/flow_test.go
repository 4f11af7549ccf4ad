package vtgate

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// Counting the queries that nothing can affect must give exactly the same result as playing each of them.
func TestCountingQueriesIsExact(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomScene(rt)
		layout := cluster.NewLayout(&config.Cluster)
		key := sim.NewKey(rapid.Uint64().Draw(rt, "seed"), 0)
		timeline := cluster.NewTimeline(&config.Cluster, layout, key)
		var totals [2]record.Tally
		for way := range totals {
			g := newGate(&config, layout, strategy(t, "cap2"))
			g.flows.always = g.flows.always || way == 1
			if err := g.Play(timeline, key.With(1)); err != nil {
				rt.Fatal(err)
			}
			totals[way] = g.Unit.Tally
			if n := totals[way].Counted; way == 1 && n != 0 {
				rt.Fatalf("%d queries were counted, not played", n)
			}
			played := &totals[way]
			played.Played, played.OK, played.Counted, played.Events = played.Queries(), played.OK+played.Counted, 0, 0
		}
		if totals[0] != totals[1] {
			rt.Fatalf("counted:\n%+v\nplayed one by one:\n%+v", totals[0], totals[1])
		}
	})
}

// All queries up to the horizon are accounted for, even those of a shard that is first affected after the horizon and
// still is when the replication ends.
func TestQueriesOfAReparentThatNeverEnds(t *testing.T) {
	for _, outage := range []time.Duration{time.Second, 20 * time.Minute} {
		config := serverScene(0, constant(0), 30*time.Second)
		config.Vtgate.Workload = Workload{QueriesPerSecond: 50, ShardWeights: []float64{1}, ClientTimeout: time.Hour}
		config.Cluster.Start = config.Cluster.Horizon - sim.Time(time.Second)
		config.Cluster.Schedule = cluster.Simultaneous{}
		config.Cluster.Mix = []cluster.MixEntry{{Kind: "planned", Weight: 1, Demote: constant(5 * time.Second),
			Outage: constant(outage)}}
		g := play(t, config, strategy(t, "cap2"), 1, 0)
		want := config.Vtgate.Workload.QueriesPerSecond * time.Duration(config.Cluster.Horizon).Seconds()
		if have := float64(g.Unit.Tally.Queries()); math.Abs(have-want) > 6*math.Sqrt(want) {
			t.Errorf("outage of %v: %v queries, want some %v", outage, have, want)
		}
	}
}
