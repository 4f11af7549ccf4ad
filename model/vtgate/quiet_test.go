package vtgate

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// Passing quiet updates without events must give exactly the same result as playing each of them: the same tallies and
// the same samples, in the same order.
func TestQuietUpdatesChangeNothing(t *testing.T) {
	saved := uint64(0)
	rapid.Check(t, func(rt *rapid.T) {
		config := randomScene(rt)
		layout := cluster.NewLayout(&config.Cluster)
		key := sim.NewKey(rapid.Uint64().Draw(rt, "seed"), 0)
		timeline := cluster.NewTimeline(&config.Cluster, layout, key)
		spec := strategy(t, rapid.SampledFrom(strategyNames()).Draw(rt, "strategy"))
		var totals [2]record.Tally
		var samples [2][][]time.Duration
		for way := range totals {
			g := newGate(&config, layout, spec)
			g.timeline.everyUpdate = way == 1
			if err := g.Play(timeline, key.With(1)); err != nil {
				rt.Fatal(err)
			}
			totals[way] = g.Unit.Tally
			samples[way] = [][]time.Duration{slices.Clone(g.Unit.Delays), slices.Clone(g.Unit.BufferedTimes)}
		}
		saved += totals[1].Events - totals[0].Events
		totals[1].Events = totals[0].Events
		if totals[0] != totals[1] {
			rt.Fatalf("quietly:\n%+v\nevent by event:\n%+v", totals[0], totals[1])
		}
		if difference := cmp.Diff(samples[0], samples[1]); difference != "" {
			rt.Fatalf("samples, quietly and event by event:\n%s", difference)
		}
	})
	if saved == 0 {
		t.Error("no random scenario had a quiet update")
	}
}
