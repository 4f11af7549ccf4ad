package sim

import (
	"errors"
	"math"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// Triangle is the triangular distribution on [low, high] with its peak at mode.
func Triangle(low, mode, high time.Duration) (Distribution, error) {
	switch {
	case low < 0:
		return Distribution{}, errors.New("min must not be negative")
	case mode < low:
		return Distribution{}, errors.New("min must not be greater than mode")
	case high < mode:
		return Distribution{}, errors.New("mode must not be greater than max")
	case low == high:
		return Distribution{fixed: low}, nil
	}
	triangle := distuv.NewTriangle(low.Seconds(), high.Seconds(), mode.Seconds(), nil)
	last := time.Duration(math.Ceil(triangle.Quantile(1) * 1e9)) // may differ from high by rounding
	return Distribution{law: &law{triangle, span(triangle.Mean()), last}}, nil
}

func triangleFamily() Family {
	var low, mode, high time.Duration
	return Family{
		Name: "triangle", Doc: "between min and max with its peak at mode",
		Parameters: []Parameter{
			{Name: "min", Doc: "shortest", Place: &low, Required: true},
			{Name: "mode", Doc: "most likely", Place: &mode, Required: true},
			{Name: "max", Doc: "longest", Place: &high, Required: true},
		},
		Build: func() (Distribution, error) { return Triangle(low, mode, high) },
	}
}
