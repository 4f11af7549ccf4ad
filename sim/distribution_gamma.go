package sim

import (
	"errors"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// Gamma is the gamma distribution with the given mean and shape.
func Gamma(mean time.Duration, shape float64) (Distribution, error) {
	if mean <= 0 {
		return Distribution{}, errors.New("mean must be greater than 0")
	}
	if err := positive("shape", shape); err != nil {
		return Distribution{}, err
	}
	return unbounded(distuv.Gamma{Alpha: shape, Beta: shape / mean.Seconds()}, mean.Seconds()), nil
}

func gammaFamily() Family {
	var mean time.Duration
	var shape float64
	return Family{
		Name: "gamma", Doc: "given by mean and shape; shape 1 is exponential, a higher one is narrower",
		Parameters: []Parameter{
			{Name: "mean", Doc: "mean", Place: &mean, Positive: true, Required: true},
			{Name: "shape", Doc: "form of the distribution", Place: &shape, Positive: true, Required: true},
		},
		Build: func() (Distribution, error) { return Gamma(mean, shape) },
	}
}
