package text

import (
	"math"
	"testing"
)

func TestNumbersShowTwoDigitsOfTheHalfWidth(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		value, halfWidth float64
		want             string
	}{
		{7.5691, 1.4712, "7.6 ± 1.5"}, {848.08, 100.7, "848 ± 101"},
		{24.07, 0.0996, "24.07 ± 0.10"}, {24.07, 0.0994, "24.070 ± 0.099"},
		{-0.00001, 0.5, "0.00 ± 0.50"}, {-29.04, 5.84, "−29.0 ± 5.8"},
		{12000, 0, "12000 ± 0"}, {3.25, nan, "3.25"}, {nan, nan, "undefined"},
		{0.000164, 0.0000221, "0.000164 ± 0.000022"}, {524288, 1234.5, "524288 ± 1234"}, {1e-9, nan, "1e-09"},
	} {
		if got := WithHalfWidth(c.value, c.halfWidth); got != c.want {
			t.Errorf("%v with half-width %v is written %q, want %q", c.value, c.halfWidth, got, c.want)
		}
	}
}
