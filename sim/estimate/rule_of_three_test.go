package estimate

import (
	"math"
	"testing"
)

func TestNothingSeenIsBounded(t *testing.T) {
	e := Mean(make([]float64, 30), 0.95)
	if e.HalfWidth != 0 || math.Abs(e.NeverMore-0.0999) > 1e-4 {
		t.Errorf("30 zeros: ± %v, p < %v", e.HalfWidth, e.NeverMore)
	}
	// If each replication shows something with probability NeverMore, the probability that 30 show nothing is at most
	// 1-confidence.
	if p := math.Pow(1-e.NeverMore, 30); p > 0.05 {
		t.Errorf("30 blank replications have probability %v", p)
	}
	if e := Mean([]float64{0, 0, 1}, 0.95); !math.IsNaN(e.NeverMore) {
		t.Errorf("something was seen, and yet p < %v", e.NeverMore)
	}
}
