package sim

import (
	"math"
	"testing"
	"time"
)

func TestQuantilesAgainstClosedForms(t *testing.T) {
	must := func(d Distribution, err error) Distribution {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	const second = time.Second
	for _, c := range []struct {
		name string
		law  Distribution
		u    float64
		want float64 // seconds
	}{
		{"constant", must(Constant(2 * second)), 0.7, 2},
		{"uniform", must(Uniform(second, 3*second)), 0.25, 1.5},
		{"exponential", must(Exponential(2 * second)), 0.5, 2 * math.Ln2},
		{"normal median", must(Normal(3*second, second)), 0.5, 3},
		{"normal one sigma", must(Normal(3*second, second)), 0.8413447460685429, 4},
		{"normal cut at 0", must(Normal(second, second)), 0.01, 0},
		{"normal without spread", must(Normal(second, 0)), 0.99, 1},
		{"lognormal median", must(LogNormal(2*second, 9*second)), 0.5, 2},
		{"lognormal p99", must(LogNormal(2*second, 9*second)), 0.99, 9},
		{"weibull", must(Weibull(2*second, 3)), 1 - math.Exp(-1), 2},
		{"gamma of shape 1 is exponential", must(Gamma(2*second, 1)), 0.5, 2 * math.Ln2},
		{"triangle", must(Triangle(0, second, 2*second)), 0.5, 1},
		{"triangle of a point", must(Triangle(second, second, second)), 0.3, 1},
		{"empirical", must(Empirical([]time.Duration{3 * second, second, 2 * second})), 0.5, 2},
	} {
		if got := c.law.Quantile(c.u).Seconds(); math.Abs(got-c.want) > 1e-8 {
			t.Errorf("%s: quantile of %v is %v s, want %v", c.name, c.u, got, c.want)
		}
	}
}

func TestQuantilesRiseAndStayWithinTheLongest(t *testing.T) {
	laws := map[string]func() (Distribution, error){
		"uniform":     func() (Distribution, error) { return Uniform(0, time.Second) },
		"exponential": func() (Distribution, error) { return Exponential(time.Second) },
		"normal":      func() (Distribution, error) { return Normal(time.Second, time.Second) },
		"lognormal":   func() (Distribution, error) { return LogNormal(time.Second, time.Minute) },
		"weibull":     func() (Distribution, error) { return Weibull(time.Second, 0.5) },
		"gamma":       func() (Distribution, error) { return Gamma(time.Second, 0.3) },
		"triangle":    func() (Distribution, error) { return Triangle(0, time.Second, 5*time.Second) },
		"empirical":   func() (Distribution, error) { return Empirical([]time.Duration{5, 1, 3}) },
	}
	for name, build := range laws {
		law, err := build()
		if err != nil {
			t.Fatal(err)
		}
		last := time.Duration(-1)
		for i := range 1001 {
			d := law.Quantile(min(float64(i)/1000, 1-0x1p-53))
			if d < last || d < 0 || d > law.Longest() {
				t.Errorf("%s: quantile %d/1000 is %v after %v, longest %v", name, i, d, last, law.Longest())
			}
			last = d
		}
	}
}

func TestImpossibleDistributionsAreRefused(t *testing.T) {
	second := time.Second
	for name, build := range map[string]func() (Distribution, error){
		"negative constant":  func() (Distribution, error) { return Constant(-1) },
		"uniform backwards":  func() (Distribution, error) { return Uniform(second, 0) },
		"negative uniform":   func() (Distribution, error) { return Uniform(-1, 0) },
		"exponential of 0":   func() (Distribution, error) { return Exponential(0) },
		"normal spread":      func() (Distribution, error) { return Normal(second, -1) },
		"lognormal p99":      func() (Distribution, error) { return LogNormal(second, second) },
		"weibull NaN":        func() (Distribution, error) { return Weibull(second, math.NaN()) },
		"gamma infinite":     func() (Distribution, error) { return Gamma(second, math.Inf(1)) },
		"triangle mode":      func() (Distribution, error) { return Triangle(0, 3*second, second) },
		"empirical of none":  func() (Distribution, error) { return Empirical(nil) },
		"negative empirical": func() (Distribution, error) { return Empirical([]time.Duration{1, -1}) },
	} {
		if _, err := build(); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
