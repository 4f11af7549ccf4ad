package estimate

import "math"

// median returns the median of sorted values. There must be at least one.
func median(sorted []float64) float64 {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// replicationsForQuantile returns the smallest n for which the largest of n values exceeds the p-quantile with
// the confidence that an equal-tailed interval of order statistics needs on that side: p^n ≤ (1-confidence)/2
// (David and Nagaraja, Order Statistics, §7.1).
func replicationsForQuantile(p, confidence float64) int {
	return int(math.Ceil(math.Log((1-confidence)/2) / math.Log(p)))
}
