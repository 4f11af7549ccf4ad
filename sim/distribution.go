package sim

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
)

// Distribution is the law of a span of time, sampled by inversion: one uniform gives one variate, so a
// model that draws a uniform for each entity keeps its random numbers in step whatever happens to the
// others (common random numbers). The zero Distribution is the constant 0. Spans are never negative.
type Distribution struct {
	// fixed is the constant's value, or the minimum of a uniform; width is the uniform's range.
	fixed, width time.Duration
	// law is nil for constants and uniforms, the two that stand in the hot path.
	law quantiler
}

// quantiler is what gonum's distributions offer; quantiles are in seconds.
type quantiler interface{ Quantile(p float64) float64 }

// Constant is the law of a span that is always d.
func Constant(d time.Duration) (Distribution, error) {
	if d < 0 {
		return Distribution{}, errors.New("must not be negative")
	}
	return Distribution{fixed: d}, nil
}

// Uniform is the continuous uniform law on [low, high].
func Uniform(low, high time.Duration) (Distribution, error) {
	if low < 0 {
		return Distribution{}, errors.New("min must not be negative")
	}
	if high < low {
		return Distribution{}, errors.New("min must not be greater than max")
	}
	return Distribution{fixed: low, width: high - low}, nil
}

// Exponential is the exponential law with the given mean.
func Exponential(mean time.Duration) (Distribution, error) {
	if mean <= 0 {
		return Distribution{}, errors.New("mean must be greater than 0")
	}
	return Distribution{law: distuv.Exponential{Rate: 1 / mean.Seconds()}}, nil
}

// Normal is the normal law, cut at 0: negative variates count as 0.
func Normal(mean, standardDeviation time.Duration) (Distribution, error) {
	if mean <= 0 {
		return Distribution{}, errors.New("mean must be greater than 0")
	}
	if standardDeviation < 0 {
		return Distribution{}, errors.New("stddev must not be negative")
	}
	if standardDeviation == 0 {
		return Distribution{fixed: mean}, nil
	}
	return Distribution{law: distuv.Normal{Mu: mean.Seconds(), Sigma: standardDeviation.Seconds()}}, nil
}

// LogNormal is the lognormal law given by its median and its 99th percentile, the two figures an
// operator reads off a dashboard: sigma = ln(p99/median) / z(0.99).
func LogNormal(median, p99 time.Duration) (Distribution, error) {
	if median <= 0 {
		return Distribution{}, errors.New("median must be greater than 0")
	}
	if p99 <= median {
		return Distribution{}, errors.New("p99 must be greater than median")
	}
	sigma := math.Log(p99.Seconds()/median.Seconds()) / distuv.UnitNormal.Quantile(0.99)
	return Distribution{law: distuv.LogNormal{Mu: math.Log(median.Seconds()), Sigma: sigma}}, nil
}

// Weibull is the Weibull law with the given scale and shape.
func Weibull(scale time.Duration, shape float64) (Distribution, error) {
	if scale <= 0 {
		return Distribution{}, errors.New("scale must be greater than 0")
	}
	if err := positive("shape", shape); err != nil {
		return Distribution{}, err
	}
	return Distribution{law: distuv.Weibull{K: shape, Lambda: scale.Seconds()}}, nil
}

// Gamma is the gamma law with the given mean and shape.
func Gamma(mean time.Duration, shape float64) (Distribution, error) {
	if mean <= 0 {
		return Distribution{}, errors.New("mean must be greater than 0")
	}
	if err := positive("shape", shape); err != nil {
		return Distribution{}, err
	}
	return Distribution{law: distuv.Gamma{Alpha: shape, Beta: shape / mean.Seconds()}}, nil
}

// Triangle is the triangular law on [low, high] with its peak at mode.
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
	return Distribution{law: distuv.NewTriangle(low.Seconds(), high.Seconds(), mode.Seconds(), nil)}, nil
}

// Empirical draws one of the values, each with the same probability.
func Empirical(values []time.Duration) (Distribution, error) {
	if len(values) == 0 {
		return Distribution{}, errors.New("needs at least one value")
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	if sorted[0] < 0 {
		return Distribution{}, errors.New("values must not be negative")
	}
	return Distribution{law: empirical(sorted)}, nil
}

type empirical []time.Duration

func (e empirical) Quantile(p float64) float64 {
	return e[min(int(p*float64(len(e))), len(e)-1)].Seconds()
}

func positive(name string, x float64) error {
	if !(x > 0) || math.IsInf(x, 0) {
		return fmt.Errorf("%s must be a finite number greater than 0", name)
	}
	return nil
}

// IsConstant reports whether every variate is the same, and which.
func (d *Distribution) IsConstant() (time.Duration, bool) {
	return d.fixed, d.law == nil && d.width == 0
}

// longest bounds variates: 100 years, far beyond any horizon, so that sums of spans cannot overflow.
const longest = 100 * 365 * 24 * time.Hour

// Quantile returns the variate that belongs to the uniform u in [0, 1), rounded to a nanosecond.
func (d *Distribution) Quantile(u float64) time.Duration {
	if d.law == nil {
		return d.fixed + time.Duration(u*float64(d.width))
	}
	seconds := d.law.Quantile(u)
	if !(seconds > 0) {
		return 0
	}
	if seconds >= longest.Seconds() {
		return longest
	}
	return time.Duration(math.Round(seconds * 1e9))
}

// Longest is an upper bound of all variates.
func (d *Distribution) Longest() time.Duration {
	if d.law == nil {
		return d.fixed + d.width
	}
	if e, ok := d.law.(empirical); ok {
		return e[len(e)-1]
	}
	if t, ok := d.law.(distuv.Triangle); ok {
		return time.Duration(math.Ceil(t.Quantile(1) * 1e9))
	}
	return longest
}
