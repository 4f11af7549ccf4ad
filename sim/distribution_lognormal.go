package sim

import (
	"errors"
	"math"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// LogNormal is the lognormal distribution given by its median and its 99th percentile, the two figures that an
// operator reads off a dashboard: sigma = ln(p99/median) / z(0.99).
func LogNormal(median, p99 time.Duration) (Distribution, error) {
	if median <= 0 {
		return Distribution{}, errors.New("median must be greater than 0")
	}
	if p99 <= median {
		return Distribution{}, errors.New("p99 must be greater than median")
	}
	sigma := math.Log(p99.Seconds()/median.Seconds()) / distuv.UnitNormal.Quantile(0.99)
	law := distuv.LogNormal{Mu: math.Log(median.Seconds()), Sigma: sigma}
	return unbounded(law, law.Mean()), nil
}

func logNormalFamily() Family {
	var median, p99 time.Duration
	return Family{
		Name: "lognormal", Doc: "skewed to the right, given by its median and its 99th percentile",
		Parameters: []Parameter{
			{Name: "median", Doc: "half are shorter", Place: &median, Positive: true, Required: true},
			{Name: "p99", Doc: "99 % are shorter", Place: &p99, Positive: true, Required: true},
		},
		Build: func() (Distribution, error) { return LogNormal(median, p99) },
	}
}
