package reports

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Estimate is a metric's mean over replications with what is known of its precision. Values that are
// undefined are NaN.
type Estimate struct {
	N         int     // replications in which the metric is defined
	Mean      float64 // NaN if N is 0
	HalfWidth float64 // of the interval for the mean; NaN if N is below 2
	Min, Max  float64
	P50, P99  float64 // of the replications' values; NaN where there are too few
	// NeverMore bounds the probability that a replication shows any of what was 0 in all N of them, by the
	// rule of three: -ln(1-confidence)/N, some 3/N at 95 %. NaN if any was seen.
	NeverMore float64
	Warnings  []string
}

// NewEstimate estimates the mean of independent values, one a replication. NaN values are left out and
// counted in a warning. The interval is Student's t over replications: mean ± t(n-1; (1+confidence)/2) s/√n.
func NewEstimate(values []float64, confidence float64) Estimate {
	defined := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	e := Estimate{N: len(defined), Mean: math.NaN(), HalfWidth: math.NaN(), Min: math.NaN(), Max: math.NaN(), P50: math.NaN(), P99: math.NaN(), NeverMore: math.NaN()}
	if missing := len(values) - len(defined); missing > 0 {
		e.Warnings = append(e.Warnings, fmt.Sprintf("undefined in %d of %d replications, left out", missing, len(values)))
	}
	if e.N == 0 {
		return e
	}
	slices.Sort(defined)
	e.Min, e.Max = defined[0], defined[e.N-1]
	e.Mean = stat.Mean(defined, nil)
	if e.Min == e.Max {
		e.Mean = e.Min
	}
	e.P50 = (defined[(e.N-1)/2] + defined[e.N/2]) / 2
	if e.N == 1 {
		e.Warnings = append(e.Warnings, "1 replication: no interval")
	} else {
		e.HalfWidth = studentHalfWidth(defined, confidence)
	}
	if need := replicationsForQuantile(0.99, confidence); e.N < need {
		e.Warnings = append(e.Warnings, fmt.Sprintf("p99 needs %d replications, has %d", need, e.N))
	} else {
		e.P99 = stat.Quantile(0.99, stat.Empirical, defined, nil)
	}
	if e.Min == 0 && e.Max == 0 {
		e.NeverMore = min(1, -math.Log(1-confidence)/float64(e.N))
	}
	return e
}

// studentHalfWidth is the half-width of Student's interval for the mean of at least two values.
func studentHalfWidth(values []float64, confidence float64) float64 {
	n := float64(len(values))
	deviation := stat.StdDev(values, nil)
	if deviation == 0 {
		return 0
	}
	return distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile((1+confidence)/2) * deviation / math.Sqrt(n)
}

// replicationsForQuantile is the smallest n for which the largest of n values exceeds the quantile with
// the confidence that an equal-tailed order-statistic interval needs on that side: p^n ≤ (1-confidence)/2
// (David and Nagaraja, Order Statistics, §7.1).
func replicationsForQuantile(p, confidence float64) int {
	return int(math.Ceil(math.Log((1-confidence)/2) / math.Log(p)))
}
