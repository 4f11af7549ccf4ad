package reports

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/sim"
)

func TestHalfWidthIsStudents(t *testing.T) {
	// t(4; 0.975) = 2.776 (any table); s = sqrt(2.5).
	e := NewEstimate([]float64{1, 2, 3, 4, 5}, 0.95)
	if want := 2.7764451 * math.Sqrt(2.5) / math.Sqrt(5); e.Mean != 3 || math.Abs(e.HalfWidth-want) > 1e-6 {
		t.Errorf("%v ± %v, want 3 ± %v", e.Mean, e.HalfWidth, want)
	}
	if e.Min != 1 || e.Max != 5 || e.P50 != 3 || !math.IsNaN(e.P99) {
		t.Errorf("min %v, max %v, p50 %v, p99 %v", e.Min, e.Max, e.P50, e.P99)
	}
}

// The interval contains the true mean as often as it says: 95 % of the time, give or take what chance
// allows over 4,000 samples.
func TestIntervalsCover(t *testing.T) {
	stream := sim.NewKey(1, 0).Stream()
	const samples, n = 4000, 8
	covered := 0
	for range samples {
		values := make([]float64, n)
		for i := range values {
			values[i] = distuv.UnitNormal.Quantile(stream.Float64())
		}
		if e := NewEstimate(values, 0.95); math.Abs(e.Mean) <= e.HalfWidth {
			covered++
		}
	}
	// 5 standard deviations of a binomial share; a normal quantile in place of Student's would cover 90.9 %.
	if share := float64(covered) / samples; math.Abs(share-0.95) > 5*math.Sqrt(0.95*0.05/samples) {
		t.Errorf("intervals of 95 %% cover %.2f %%", 100*share)
	}
}

func TestWarningsTravelWithTheNumber(t *testing.T) {
	one := NewEstimate([]float64{7}, 0.95)
	if !math.IsNaN(one.HalfWidth) || !strings.Contains(strings.Join(one.Warnings, "; "), "no interval") {
		t.Errorf("one replication: %+v", one)
	}
	missing := NewEstimate([]float64{math.NaN(), 1, 3}, 0.95)
	if missing.N != 2 || missing.Mean != 2 || !strings.Contains(strings.Join(missing.Warnings, "; "), "undefined in 1 of 3") {
		t.Errorf("one undefined: %+v", missing)
	}
	none := NewEstimate([]float64{math.NaN()}, 0.95)
	if none.N != 0 || !math.IsNaN(none.Mean) {
		t.Errorf("none defined: %+v", none)
	}
	if few := NewEstimate(make([]float64, 30), 0.95); !strings.Contains(strings.Join(few.Warnings, "; "), "p99 needs 368 replications, has 30") {
		t.Errorf("30 replications: %v", few.Warnings)
	}
	enough := make([]float64, 368)
	enough[7] = 5
	if e := NewEstimate(enough, 0.95); math.IsNaN(e.P99) || len(e.Warnings) != 0 {
		t.Errorf("368 replications: p99 %v, %v", e.P99, e.Warnings)
	}
}

func TestNothingSeenIsBounded(t *testing.T) {
	e := NewEstimate(make([]float64, 30), 0.95)
	if e.HalfWidth != 0 || math.Abs(e.NeverMore-0.0999) > 1e-4 {
		t.Errorf("30 zeros: ± %v, p < %v", e.HalfWidth, e.NeverMore)
	}
	// With probability NeverMore of showing any, 30 blank replications have probability 1-confidence at most.
	if p := math.Pow(1-e.NeverMore, 30); p > 0.05 {
		t.Errorf("30 blank replications have probability %v", p)
	}
	if e := NewEstimate([]float64{0, 0, 1}, 0.95); !math.IsNaN(e.NeverMore) {
		t.Errorf("something was seen, and yet p < %v", e.NeverMore)
	}
}

func TestEstimatesFollowShiftsAndScales(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e3, 1e3), 2, 50).Draw(t, "values")
		shift, scale := rapid.Float64Range(-1e3, 1e3).Draw(t, "shift"), rapid.Float64Range(0.1, 10).Draw(t, "scale")
		changed := make([]float64, len(values))
		for i, v := range values {
			changed[i] = scale*v + shift
		}
		a, b := NewEstimate(values, 0.95), NewEstimate(changed, 0.95)
		if math.Abs(b.Mean-(scale*a.Mean+shift)) > 1e-8 || math.Abs(b.HalfWidth-scale*a.HalfWidth) > 1e-6 {
			t.Fatalf("%v ± %v became %v ± %v with x %v + %v", a.Mean, a.HalfWidth, b.Mean, b.HalfWidth, scale, shift)
		}
	})
}

func TestNumbersShowTwoDigitsOfTheHalfWidth(t *testing.T) {
	for _, c := range []struct {
		value, halfWidth float64
		want             string
	}{
		{7.5691, 1.4712, "7.6 ± 1.5"}, {848.08, 100.7, "848 ± 101"}, {24.07, 0.0996, "24.07 ± 0.10"}, {24.07, 0.0994, "24.070 ± 0.099"},
		{-0.00001, 0.5, "0.00 ± 0.50"}, {-29.04, 5.84, "−29.0 ± 5.8"}, {12000, 0, "12000 ± 0"}, {3.25, math.NaN(), "3.25"}, {math.NaN(), math.NaN(), "undefined"},
		{0.000164, 0.0000221, "0.000164 ± 0.000022"}, {524288, 1234.5, "524288 ± 1234"}, {1e-9, math.NaN(), "1e-09"},
	} {
		if got := withPrecision(c.value, c.halfWidth); got != c.want {
			t.Errorf("%v with half-width %v is written %q, want %q", c.value, c.halfWidth, got, c.want)
		}
	}
}
