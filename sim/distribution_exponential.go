package sim

import (
	"errors"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// Exponential is the exponential distribution with the given mean.
func Exponential(mean time.Duration) (Distribution, error) {
	if mean <= 0 {
		return Distribution{}, errors.New("mean must be greater than 0")
	}
	return unbounded(distuv.Exponential{Rate: 1 / mean.Seconds()}, mean.Seconds()), nil
}

func exponentialFamily() Family {
	var mean time.Duration
	return Family{
		Name: "exponential", Doc: "memoryless, with the given mean",
		Parameters: []Parameter{{Name: "mean", Doc: "mean", Place: &mean, Positive: true, Required: true}},
		Build:      func() (Distribution, error) { return Exponential(mean) },
	}
}
