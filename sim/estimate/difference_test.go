package estimate

import (
	"math"
	"testing"
)

func TestPairedDifferences(t *testing.T) {
	baseline, better := []float64{1, 5, 9, math.NaN()}, []float64{0, 4.1, 7.9, 3}
	d := Paired(baseline, better, 0.95)
	// Differences -1, -0.9, -1.1: mean -1, s = 0.1, t(2; 0.975) = 4.30265.
	want := 4.3026527 * 0.1 / math.Sqrt(3)
	if d.N != 3 || math.Abs(d.Mean+1) > 1e-12 || math.Abs(d.HalfWidth-want) > 1e-6 || !d.Significant {
		t.Errorf("%+v, want -1 ± %v over 3 pairs", d, want)
	}
	if len(d.Warnings) != 1 || d.Warnings[0] != (Warning{Undefined, "undefined in 1 of 4 pairs, left out"}) {
		t.Errorf("warnings %v, want one of the undefined pair", d.Warnings)
	}
	if wide := Paired(baseline, better, Bonferroni(0.95, 10)); !(wide.HalfWidth > 1.5*d.HalfWidth) {
		t.Errorf("ten comparisons: ± %v, one: ± %v", wide.HalfWidth, d.HalfWidth)
	}
	if same := Paired(baseline, baseline, 0.95); same.Mean != 0 || same.HalfWidth != 0 || same.Significant {
		t.Errorf("a sample against itself: %+v", same)
	}
}

func TestPairsTooFew(t *testing.T) {
	one := Paired([]float64{1}, []float64{3}, 0.95)
	if one.N != 1 || one.Mean != 2 || !math.IsNaN(one.HalfWidth) || one.Significant {
		t.Errorf("one pair: %+v", one)
	}
	if len(one.Warnings) != 1 || one.Warnings[0] != (Warning{NoInterval, "1 pair: no interval"}) {
		t.Errorf("one pair: warnings %v", one.Warnings)
	}
	none := Paired([]float64{math.NaN()}, []float64{1}, 0.95)
	if none.N != 0 || !math.IsNaN(none.Mean) || none.Significant {
		t.Errorf("no pair: %+v", none)
	}
	defer func() {
		if recover() == nil {
			t.Error("samples of different sizes were paired")
		}
	}()
	Paired([]float64{1, 2}, []float64{1}, 0.95)
}

// Intervals of several comparisons that Bonferroni widens hold together: 0.95 for one is 0.995 each for ten.
func TestBonferroni(t *testing.T) {
	if one, ten := Bonferroni(0.95, 1), Bonferroni(0.95, 10); one != 0.95 || math.Abs(ten-0.995) > 1e-12 {
		t.Errorf("one of one: %v, each of ten: %v", one, ten)
	}
}
