package sim

import (
	"math"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat/distuv"
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

// example gives each of the family's parameters a value, durations in ascending order, and returns the distribution.
func example(t *testing.T, family Family) Distribution {
	t.Helper()
	last := time.Duration(0)
	for _, p := range family.Parameters {
		if p.Name == "" || p.Doc == "" {
			t.Errorf("%s: a parameter without name or documentation: %+v", family.Name, p)
		}
		switch place := p.Place.(type) {
		case *time.Duration:
			last += time.Second
			*place = last
		case *float64:
			*place = 1.7
		case *[]time.Duration:
			*place = []time.Duration{5 * time.Second, time.Second, 3 * time.Second}
		default:
			t.Fatalf("%s: the place of %s is a %T", family.Name, p.Name, p.Place)
		}
	}
	d, err := family.Build()
	if err != nil {
		t.Fatalf("%s: %v", family.Name, err)
	}
	return d
}

// Every family does what Distribution promises: its quantiles rise, are not negative and do not exceed the longest, and
// their mean is the mean.
func TestFamilies(t *testing.T) {
	names := map[string]bool{}
	for _, declare := range Families {
		family := declare()
		if family.Name == "" || family.Doc == "" || names[family.Name] {
			t.Errorf("%q: no name, no documentation, or listed twice", family.Name)
		}
		names[family.Name] = true
		d := example(t, family)
		last, sum := time.Duration(-1), 0.0
		const steps = 100_000
		for i := range steps {
			quantile := d.Quantile((float64(i) + 0.5) / steps)
			if quantile < last || quantile < 0 || quantile > d.Longest() {
				t.Fatalf("%s: quantile %v follows %v, longest %v", family.Name, quantile, last, d.Longest())
			}
			last = quantile
			sum += quantile.Seconds()
		}
		if mean := d.Mean().Seconds(); math.Abs(sum/steps-mean) > 1e-3*mean {
			t.Errorf("%s: the mean of the quantiles is %v s, want %v s", family.Name, sum/steps, mean)
		}
		if first, largest := d.Quantile(0), d.Quantile(1-0x1p-53); first < 0 || largest > d.Longest() {
			t.Errorf("%s: from %v to %v, longest %v", family.Name, first, largest, d.Longest())
		}
		// Each call declares parameters of its own.
		again := declare()
		for i := range family.Parameters {
			if family.Parameters[i].Place == again.Parameters[i].Place {
				t.Errorf("%s: two families share the place of %s", family.Name, family.Parameters[i].Name)
			}
		}
	}
}

// Quantiles and means are those of gonum's distributions with the same parameters.
func TestDistributionsAgreeWithGonum(t *testing.T) {
	type gonum interface {
		Quantile(p float64) float64
		Mean() float64
	}
	const second = time.Second
	for name, c := range map[string]struct {
		law  func() (Distribution, error)
		want gonum
	}{
		"uniform": {func() (Distribution, error) { return Uniform(second, 3*second) },
			distuv.Uniform{Min: 1, Max: 3}},
		"exponential": {func() (Distribution, error) { return Exponential(2 * second) },
			distuv.Exponential{Rate: 0.5}},
		"normal": {func() (Distribution, error) { return Normal(9*second, second) },
			distuv.Normal{Mu: 9, Sigma: 1}},
		"lognormal": {func() (Distribution, error) { return LogNormal(2*second, 9*second) },
			distuv.LogNormal{Mu: math.Ln2, Sigma: math.Log(4.5) / 2.3263478740408408}},
		"weibull": {func() (Distribution, error) { return Weibull(2*second, 3) }, distuv.Weibull{K: 3, Lambda: 2}},
		"gamma":   {func() (Distribution, error) { return Gamma(2*second, 3) }, distuv.Gamma{Alpha: 3, Beta: 1.5}},
		"triangle": {func() (Distribution, error) { return Triangle(0, second, 5*second) },
			distuv.NewTriangle(0, 5, 1, nil)},
	} {
		law, err := c.law()
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range []float64{0.001, 0.1, 0.5, 0.9, 0.999} {
			if got, want := law.Quantile(u).Seconds(), c.want.Quantile(u); math.Abs(got-want) > 2e-9*max(1, want) {
				t.Errorf("%s: quantile of %v is %v s, want %v", name, u, got, want)
			}
		}
		if got, want := law.Mean().Seconds(), c.want.Mean(); math.Abs(got-want) > 2e-9 {
			t.Errorf("%s: the mean is %v s, want %v", name, got, want)
		}
	}
}

func TestQuantilesRiseAndStayWithinTheLongest(t *testing.T) {
	for name, build := range map[string]func() (Distribution, error){
		"uniform":     func() (Distribution, error) { return Uniform(0, time.Second) },
		"exponential": func() (Distribution, error) { return Exponential(time.Second) },
		"normal":      func() (Distribution, error) { return Normal(time.Second, time.Second) },
		"lognormal":   func() (Distribution, error) { return LogNormal(time.Second, time.Minute) },
		"weibull":     func() (Distribution, error) { return Weibull(time.Second, 0.5) },
		"heavy tail":  func() (Distribution, error) { return Weibull(time.Second, 0.01) },
		"gamma":       func() (Distribution, error) { return Gamma(time.Second, 0.3) },
		"triangle":    func() (Distribution, error) { return Triangle(0, time.Second, 5*time.Second) },
		"empirical":   func() (Distribution, error) { return Empirical([]time.Duration{5, 1, 3}) },
	} {
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
		if mean := law.Mean(); mean <= 0 || mean > law.Longest() {
			t.Errorf("%s: the mean is %v, longest %v", name, mean, law.Longest())
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
