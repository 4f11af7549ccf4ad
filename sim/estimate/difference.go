package estimate

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
)

// Difference is the mean paired difference between two alternatives.
type Difference struct {
	N           int     // pairs in which both values are defined
	Mean        float64 // NaN if N is 0
	HalfWidth   float64 // of the confidence interval for the mean; NaN if N is below 2
	Significant bool    // the interval does not contain 0
	Warnings    []Warning
}

// Paired estimates by how much values exceed those of the baseline. Values of the same index come from the same
// replication: with common random numbers their differences vary less than the values do. Both samples must be of
// the same size.
func Paired(baseline, values []float64, confidence float64) Difference {
	if len(baseline) != len(values) {
		panic(fmt.Sprintf("estimate: %d values paired with %d", len(baseline), len(values)))
	}
	d := Difference{Mean: math.NaN(), HalfWidth: math.NaN()}
	var differences []float64
	for i := range values {
		if one := values[i] - baseline[i]; !math.IsNaN(one) {
			differences = append(differences, one)
		}
	}
	d.N = len(differences)
	if missing := len(values) - d.N; missing > 0 {
		text := fmt.Sprintf("undefined in %d of %d pairs, left out", missing, len(values))
		d.Warnings = append(d.Warnings, Warning{Undefined, text})
	}
	if d.N == 0 {
		return d
	}
	d.Mean = stat.Mean(differences, nil)
	if d.N == 1 {
		d.Warnings = append(d.Warnings, Warning{NoInterval, "1 pair: no interval"})
		return d
	}
	d.HalfWidth = studentHalfWidth(differences, confidence)
	d.Significant = math.Abs(d.Mean) > d.HalfWidth
	return d
}
