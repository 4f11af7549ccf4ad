package sim

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestPoissonIsInverted(t *testing.T) {
	for _, mean := range []float64{0.01, 0.7, 6.25, 40, 2000} {
		law := NewPoisson(mean)
		exact := distuv.Poisson{Lambda: mean}
		last := -1
		for i := range 2000 {
			u := (float64(i) + 0.5) / 2000
			n := law.Count(u)
			if n < last {
				t.Fatalf("mean %v: the count falls from %d to %d as u rises", mean, last, n)
			}
			last = n
			// Inversion: n is the smallest count whose distribution function exceeds u.
			if exact.CDF(float64(n)) < u-1e-9 || n > 0 && exact.CDF(float64(n-1)) > u+1e-9 {
				t.Fatalf("mean %v: u = %v gives %d, whose distribution function is %v",
					mean, u, n, exact.CDF(float64(n)))
			}
		}
	}
	if n := NewPoisson(3).Count(math.Nextafter(1, 0)); n > 60 {
		t.Errorf("the largest uniform gives %d", n)
	}
}
