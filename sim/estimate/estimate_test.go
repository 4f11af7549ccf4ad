package estimate

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
	e := Mean([]float64{1, 2, 3, 4, 5}, 0.95)
	if want := 2.7764451 * math.Sqrt(2.5) / math.Sqrt(5); e.Mean != 3 || math.Abs(e.HalfWidth-want) > 1e-6 {
		t.Errorf("%v ± %v, want 3 ± %v", e.Mean, e.HalfWidth, want)
	}
	if e.Min != 1 || e.Max != 5 || e.P50 != 3 || !math.IsNaN(e.P99) {
		t.Errorf("min %v, max %v, p50 %v, p99 %v", e.Min, e.Max, e.P50, e.P99)
	}
}

// The interval contains the true mean as often as it should: 95 % of the time, as closely as 4,000 samples can tell.
func TestIntervalsCover(t *testing.T) {
	stream := sim.NewKey(1, 0).Stream()
	const samples, n = 4000, 8
	covered := 0
	for range samples {
		values := make([]float64, n)
		for i := range values {
			values[i] = distuv.UnitNormal.Quantile(stream.Float64())
		}
		if e := Mean(values, 0.95); math.Abs(e.Mean) <= e.HalfWidth {
			covered++
		}
	}
	// 5 standard deviations of a binomial share; a normal quantile in place of Student's would cover 90.9 %.
	if share := float64(covered) / samples; math.Abs(share-0.95) > 5*math.Sqrt(0.95*0.05/samples) {
		t.Errorf("intervals of 95 %% cover %.2f %%", 100*share)
	}
}

func TestWarningsTravelWithTheNumber(t *testing.T) {
	one := Mean([]float64{7}, 0.95)
	if !math.IsNaN(one.HalfWidth) || !strings.Contains(texts(one.Warnings), "no interval") {
		t.Errorf("one replication: %+v", one)
	}
	missing := Mean([]float64{math.NaN(), 1, 3}, 0.95)
	if missing.N != 2 || missing.Mean != 2 || !strings.Contains(texts(missing.Warnings), "undefined in 1 of 3") {
		t.Errorf("one undefined: %+v", missing)
	}
	none := Mean([]float64{math.NaN()}, 0.95)
	if none.N != 0 || !math.IsNaN(none.Mean) {
		t.Errorf("none defined: %+v", none)
	}
	few := Mean(make([]float64, 30), 0.95)
	if !strings.Contains(texts(few.Warnings), "p99 needs 368 replications, has 30") {
		t.Errorf("30 replications: %v", few.Warnings)
	}
	enough := make([]float64, 368)
	enough[7] = 5
	if e := Mean(enough, 0.95); math.IsNaN(e.P99) || len(e.Warnings) != 0 {
		t.Errorf("368 replications: p99 %v, %v", e.P99, e.Warnings)
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
		a, b := Mean(values, 0.95), Mean(changed, 0.95)
		if math.Abs(b.Mean-(scale*a.Mean+shift)) > 1e-8 || math.Abs(b.HalfWidth-scale*a.HalfWidth) > 1e-6 {
			t.Fatalf("%v ± %v became %v ± %v with x %v + %v", a.Mean, a.HalfWidth, b.Mean, b.HalfWidth, scale, shift)
		}
	})
}

// texts joins what warnings say.
func texts(warnings []Warning) string {
	var list []string
	for _, w := range warnings {
		list = append(list, w.Text)
	}
	return strings.Join(list, "; ")
}
