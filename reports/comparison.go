package reports

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"

	"github.com/reparentsim/reparentsim/model/record"
)

// Comparison is the mean paired difference of a metric between a strategy and the baseline over the same
// replications, with a half-width that holds for all comparisons shown at once.
type Comparison struct {
	Metric             int // index into record.Metrics
	Baseline, Strategy string
	N                  int     // replications in which both are defined
	Difference         float64 // strategy - baseline; NaN if N is 0
	HalfWidth          float64 // NaN if N is below 2
	Correction         string
	Significant        bool // the interval does not contain 0
	Warnings           []string
}

// compare pairs the values of two strategies. There are several comparisons in a report; by Bonferroni's
// inequality intervals of confidence 1-(1-confidence)/several each hold together with the confidence asked
// for.
func compare(metric int, baseline, strategy record.Result, confidence float64, several int) Comparison {
	c := Comparison{Metric: metric, Baseline: baseline.Strategy, Strategy: strategy.Strategy, Correction: fmt.Sprintf("bonferroni %d", several),
		Difference: math.NaN(), HalfWidth: math.NaN()}
	var differences []float64
	for i := range min(len(baseline.Records), len(strategy.Records)) {
		before, after := baseline.Records[i].Values[metric], strategy.Records[i].Values[metric]
		if d := after - before; !math.IsNaN(d) {
			differences = append(differences, d)
		}
	}
	c.N = len(differences)
	if missing := len(baseline.Records) - c.N; missing > 0 {
		c.Warnings = append(c.Warnings, fmt.Sprintf("undefined in %d of %d pairs, left out", missing, len(baseline.Records)))
	}
	if c.N == 0 {
		return c
	}
	c.Difference = stat.Mean(differences, nil)
	if c.N == 1 {
		c.Warnings = append(c.Warnings, "1 pair: no interval")
		return c
	}
	c.HalfWidth = studentHalfWidth(differences, 1-(1-confidence)/float64(several))
	c.Significant = math.Abs(c.Difference) > c.HalfWidth
	return c
}
