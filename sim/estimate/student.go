package estimate

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// studentHalfWidth returns the half-width of Student's interval for the mean of at least two values.
func studentHalfWidth(values []float64, confidence float64) float64 {
	n := float64(len(values))
	deviation := stat.StdDev(values, nil)
	if deviation == 0 {
		return 0
	}
	return distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile((1+confidence)/2) * deviation / math.Sqrt(n)
}
