package model_test

import (
	"math"
	"sync/atomic"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/scenarios"
)

// Where real Vitess leaves the order of one instant to chance, the model has chosen one: of events of different
// kinds, of the shards in a keyspace event, of goroutines woken together. Turning the choices round leaves every mean of the shipped scenarios within its half-width.
func TestReversingTiesChangesNoMean(t *testing.T) {
	const replications, gates = 12, 8
	// Intervals of all metrics that hold together with 95 % confidence (Bonferroni): the order of shards is random.
	quantile := 1 - 0.025/float64(len(record.Metrics))
	var changed atomic.Bool
	t.Cleanup(func() {
		if !changed.Load() {
			t.Error("turning the choices round changes nothing at all: are they turned round?")
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
			config.Gates.Count = min(config.Gates.Count, gates)
			var means [2][]float64
			var halfWidths []float64
			for way := range means {
				records, err := model.RunWithTiesReversed(&config, config.Gates.Notification, replications, way == 1)
				if err != nil {
					t.Fatal(err)
				}
				for m := range record.Metrics {
					values := make([]float64, replications)
					for i := range records {
						values[i] = records[i].Values[m]
					}
					mean, deviation := stat.MeanStdDev(values, nil)
					means[way] = append(means[way], mean)
					if way == 0 {
						halfWidths = append(halfWidths, distuv.StudentsT{Sigma: 1, Nu: replications - 1}.Quantile(quantile)*deviation/math.Sqrt(replications))
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
