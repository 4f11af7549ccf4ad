package sim

import (
	"errors"
	"slices"
	"time"
)

// Empirical is the distribution that draws one of the values, each with the same probability.
func Empirical(values []time.Duration) (Distribution, error) {
	if len(values) == 0 {
		return Distribution{}, errors.New("needs at least one value")
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	if sorted[0] < 0 {
		return Distribution{}, errors.New("values must not be negative")
	}
	sum := 0.0
	for _, value := range sorted {
		sum += value.Seconds()
	}
	mean := span(sum / float64(len(sorted)))
	return Distribution{law: &law{sample(sorted), mean, sorted[len(sorted)-1]}}, nil
}

// sample is a sorted list of observed spans.
type sample []time.Duration

// Quantile returns one of the spans in seconds.
func (s sample) Quantile(p float64) float64 {
	return s[min(int(p*float64(len(s))), len(s)-1)].Seconds()
}

func empiricalFamily() Family {
	var values []time.Duration
	return Family{
		Name: "empirical", Doc: "one of the given values, all equally likely",
		Parameters: []Parameter{{Name: "values", Doc: "the values", Place: &values}},
		Build:      func() (Distribution, error) { return Empirical(values) },
	}
}
