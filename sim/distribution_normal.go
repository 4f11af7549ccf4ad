package sim

import (
	"errors"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// Normal is the normal distribution with the given mean and standard deviation, cut at 0: negative variates count as 0.
// The cut makes the mean of the variates a little longer than the given mean.
func Normal(mean, deviation time.Duration) (Distribution, error) {
	if mean <= 0 {
		return Distribution{}, errors.New("mean must be greater than 0")
	}
	if deviation < 0 {
		return Distribution{}, errors.New("stddev must not be negative")
	}
	if deviation == 0 {
		return Distribution{fixed: mean}, nil
	}
	m, s := mean.Seconds(), deviation.Seconds()
	cutMean := m*distuv.UnitNormal.CDF(m/s) + s*distuv.UnitNormal.Prob(m/s)
	return unbounded(distuv.Normal{Mu: m, Sigma: s}, cutMean), nil
}

func normalFamily() Family {
	var mean, deviation time.Duration
	return Family{
		Name: "normal", Doc: "bell-shaped around the mean, cut at 0",
		Parameters: []Parameter{
			{Name: "mean", Doc: "mean", Place: &mean, Positive: true, Required: true},
			{Name: "stddev", Doc: "standard deviation", Place: &deviation, Required: true},
		},
		Build: func() (Distribution, error) { return Normal(mean, deviation) },
	}
}
