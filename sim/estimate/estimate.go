package estimate

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Estimate is the mean of a sample with its precision, and other statistics of the sample.
type Estimate struct {
	N         int     // replications in which the value is defined
	Mean      float64 // NaN if N is 0
	HalfWidth float64 // of the confidence interval for the mean; NaN if N is below 2
	Min, Max  float64 // NaN if N is 0
	P50, P99  float64 // of the values; NaN where there are too few of them
	// NeverMore is an upper bound of the probability that the value is not 0 in a replication, if it was 0 in all N of
	// them (rule of three). It is NaN if the value was not always 0.
	NeverMore float64
	Warnings  []Warning
}

// Mean estimates the mean of a sample with Student's interval: mean ± t(n-1; (1+confidence)/2) s/√n.
func Mean(values []float64, confidence float64) Estimate {
	nan := math.NaN()
	defined := slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	e := Estimate{N: len(defined), Mean: nan, HalfWidth: nan, Min: nan, Max: nan, P50: nan, P99: nan, NeverMore: nan}
	if missing := len(values) - e.N; missing > 0 {
		e.warn(Undefined, "undefined in %d of %d replications, left out", missing, len(values))
	}
	if e.N == 0 {
		return e
	}
	slices.Sort(defined)
	e.Min, e.Max = defined[0], defined[e.N-1]
	e.Mean = stat.Mean(defined, nil)
	if e.Min == e.Max {
		e.Mean = e.Min // not rounded
	}
	e.P50 = median(defined)
	if e.N == 1 {
		e.warn(NoInterval, "1 replication: no interval")
	} else {
		e.HalfWidth = studentHalfWidth(defined, confidence)
	}
	if need := replicationsForQuantile(0.99, confidence); e.N < need {
		e.warn(TooFewForQuantile, "p99 needs %d replications, has %d", need, e.N)
	} else {
		e.P99 = stat.Quantile(0.99, stat.Empirical, defined, nil)
	}
	if e.Min == 0 && e.Max == 0 {
		e.NeverMore = ruleOfThree(e.N, confidence)
	}
	return e
}

func (e *Estimate) warn(kind WarningKind, format string, arguments ...any) {
	e.Warnings = append(e.Warnings, Warning{kind, fmt.Sprintf(format, arguments...)})
}
