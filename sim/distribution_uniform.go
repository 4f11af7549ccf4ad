package sim

import (
	"errors"
	"time"
)

// Uniform is the continuous uniform distribution on [low, high].
func Uniform(low, high time.Duration) (Distribution, error) {
	if low < 0 {
		return Distribution{}, errors.New("min must not be negative")
	}
	if high < low {
		return Distribution{}, errors.New("min must not be greater than max")
	}
	return Distribution{fixed: low, width: high - low}, nil
}

func uniformFamily() Family {
	var low, high time.Duration
	return Family{
		Name: "uniform", Doc: "continuous between min and max",
		Parameters: []Parameter{
			{Name: "min", Doc: "shortest", Place: &low, Required: true},
			{Name: "max", Doc: "longest", Place: &high, Required: true},
		},
		Build: func() (Distribution, error) { return Uniform(low, high) },
	}
}
