package sim

import (
	"errors"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// Weibull is the Weibull distribution with the given scale and shape.
func Weibull(scale time.Duration, shape float64) (Distribution, error) {
	if scale <= 0 {
		return Distribution{}, errors.New("scale must be greater than 0")
	}
	if err := positive("shape", shape); err != nil {
		return Distribution{}, err
	}
	law := distuv.Weibull{K: shape, Lambda: scale.Seconds()}
	return unbounded(law, law.Mean()), nil
}

func weibullFamily() Family {
	var scale time.Duration
	var shape float64
	return Family{
		Name: "weibull", Doc: "given by scale and shape; shape 1 is exponential, a lower one has a heavier tail",
		Parameters: []Parameter{
			{Name: "scale", Doc: "stretches the distribution; 63 % are shorter", Place: &scale, Positive: true,
				Required: true},
			{Name: "shape", Doc: "form of the distribution", Place: &shape, Positive: true, Required: true},
		},
		Build: func() (Distribution, error) { return Weibull(scale, shape) },
	}
}
