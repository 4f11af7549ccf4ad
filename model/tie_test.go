package model_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/scenarios"
)

// Where real Vitess leaves the order of one instant to chance, the model has chosen one. Turning the
// choice round leaves every mean of the shipped scenarios within its half-width.
func TestReversingTiesChangesNoMean(t *testing.T) {
	const replications, gates = 12, 8
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
				for m := range model.Metrics {
					values := make([]float64, replications)
					for i := range records {
						values[i] = records[i].Values[m]
					}
					mean, deviation := stat.MeanStdDev(values, nil)
					means[way] = append(means[way], mean)
					if way == 0 {
						halfWidths = append(halfWidths, distuv.StudentsT{Sigma: 1, Nu: replications - 1}.Quantile(0.975)*deviation/math.Sqrt(replications))
					}
				}
			}
			for m, metric := range model.Metrics {
				if a, b := means[0][m], means[1][m]; math.Abs(a-b) > halfWidths[m] {
					t.Errorf("%s is %g ± %.2g, with ties reversed %g", metric.Name, a, halfWidths[m], b)
				}
			}
		})
	}
}
