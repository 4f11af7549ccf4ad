package vtgate_test

import (
	"math"
	"sync/atomic"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/scenarios"
	"github.com/reparentsim/reparentsim/sim"
)

// Where real Vitess leaves the order within one instant to chance, the model has chosen one: for events of different
// kinds, for the shards in a keyspace event, and for goroutines woken together. Reversing these choices leaves every
// mean of the shipped scenarios within its half-width.
func TestReversingTiesChangesNoMean(t *testing.T) {
	const replications, vtgates = 12, 8
	// The intervals of all metrics hold together with 95 % confidence (Bonferroni), because the order of shards is
	// random.
	quantile := 1 - 0.025/float64(len(record.Metrics))
	student := distuv.StudentsT{Sigma: 1, Nu: replications - 1}.Quantile(quantile)
	var changed atomic.Bool
	t.Cleanup(func() {
		if !changed.Load() {
			t.Error("reversing the choices changes nothing at all: are they reversed?")
		}
	})
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			document, err := scenarios.Open(name, nil)
			if err != nil {
				t.Fatal(err)
			}
			config := document.Scenario().Config
			config.Vtgates = min(config.Vtgates, vtgates)
			var means [2][]float64
			var halfWidths []float64
			for way := range means {
				records := play(t, &config, replications, way == 1)
				for m := range record.Metrics {
					values := make([]float64, replications)
					for i := range records {
						values[i] = records[i].Values[m]
					}
					mean, deviation := stat.MeanStdDev(values, nil)
					means[way] = append(means[way], mean)
					if way == 0 {
						halfWidths = append(halfWidths, student*deviation/math.Sqrt(replications))
					}
				}
			}
			for m, metric := range record.Metrics {
				a, b := means[0][m], means[1][m]
				if a != b && !(math.IsNaN(a) && math.IsNaN(b)) {
					changed.Store(true)
				}
				if math.IsNaN(a) != math.IsNaN(b) || math.Abs(a-b) > halfWidths[m] {
					t.Errorf("%s is %g ± %.2g, with ties reversed %g", metric.Name, a, halfWidths[m], b)
				}
			}
		})
	}
}

// play plays replications of a configuration, with ties reversed or not.
func play(t *testing.T, c *model.Config, replications int, reversed bool) []record.Replication {
	t.Helper()
	layout := cluster.NewLayout(&c.Cluster)
	g := vtgate.New(&c.Vtgate, layout, c.Cluster.Horizon, c.Notification)
	if reversed {
		g.ReverseTies()
	}
	records := make([]record.Replication, replications)
	for n := range records {
		key := sim.NewKey(1, n)
		timeline := cluster.NewTimeline(&c.Cluster, layout, key)
		var pool record.Pool
		tallies := make([]record.Tally, c.Vtgates)
		for number := range tallies {
			if err := g.Play(timeline, key.With(uint64(number))); err != nil {
				t.Fatal(err)
			}
			pool.Add(g.Unit.Delays, g.Unit.BufferedTimes)
			tallies[number] = g.Unit.Tally
		}
		records[n] = record.NewReplication(n, record.NewRollout(timeline), tallies, &pool)
	}
	return records
}
