package sim

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Distribution is the distribution of a span of time, sampled by inversion: one uniform gives one variate. A model
// that draws one uniform per entity therefore keeps its random numbers in step, whatever happens to other entities
// (common random numbers). Spans are never negative. The zero Distribution is the constant 0.
type Distribution struct {
	// fixed is the constant, or the minimum of a uniform distribution, and width is the range of the latter. These
	// two are in the hot path.
	fixed, width time.Duration
	law          *law // nil for constant and uniform distributions
}

// law is a distribution that is neither constant nor uniform.
type law struct {
	quantiler
	mean, longest time.Duration
}

// quantiler is what gonum's distributions offer. Quantiles are in seconds.
type quantiler interface{ Quantile(p float64) float64 }

// Family is a parametric family of distributions that a scenario may name.
type Family struct {
	Name, Doc  string
	Parameters []Parameter
	// Build returns the distribution with the values that the parameters have. The error names the parameters that
	// do not fit together.
	Build func() (Distribution, error)
}

// Families lists the families in the order in which help shows them. Each call returns a family with parameters of its
// own. The constant distribution is not a family: a scenario writes a bare duration for it.
var Families = []func() Family{
	uniformFamily,
	exponentialFamily,
	normalFamily,
	logNormalFamily,
	weibullFamily,
	gammaFamily,
	triangleFamily,
	empiricalFamily,
}

// Constant is the distribution of a span that is always d.
func Constant(d time.Duration) (Distribution, error) {
	if d < 0 {
		return Distribution{}, errors.New("must not be negative")
	}
	return Distribution{fixed: d}, nil
}

// IsConstant reports whether all variates are the same, and returns that variate.
func (d *Distribution) IsConstant() (time.Duration, bool) {
	return d.fixed, d.law == nil && d.width == 0
}

// longest bounds variates so that sums of spans cannot overflow. It is 100 years, far beyond any horizon.
const longest = 100 * 365 * 24 * time.Hour

// Quantile returns the variate that belongs to the uniform u in [0, 1), rounded to a nanosecond.
func (d *Distribution) Quantile(u float64) time.Duration {
	if d.law == nil {
		return d.fixed + time.Duration(u*float64(d.width))
	}
	return span(d.law.Quantile(u))
}

// Mean returns the mean of the variates.
func (d *Distribution) Mean() time.Duration {
	if d.law == nil {
		return d.fixed + d.width/2
	}
	return d.law.mean
}

// Longest returns an upper bound of the variates.
func (d *Distribution) Longest() time.Duration {
	if d.law == nil {
		return d.fixed + d.width
	}
	return d.law.longest
}

// unbounded returns a distribution with arbitrarily long spans and the given mean in seconds.
func unbounded(of quantiler, mean float64) Distribution {
	return Distribution{law: &law{of, span(mean), longest}}
}

// span returns seconds as a variate: at least 0 and at most the longest.
func span(seconds float64) time.Duration {
	if !(seconds > 0) {
		return 0
	}
	if seconds >= longest.Seconds() {
		return longest
	}
	return time.Duration(math.Round(seconds * 1e9))
}

// positive returns an error unless x is a finite number greater than 0.
func positive(name string, x float64) error {
	if !(x > 0) || math.IsInf(x, 0) {
		return fmt.Errorf("%s must be a finite number greater than 0", name)
	}
	return nil
}
