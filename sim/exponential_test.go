package sim

import (
	"math"
	"testing"
)

func TestExponentialsAreLogarithms(t *testing.T) {
	stream := NewKey(1, 0).Stream()
	uniforms := []float64{0, 0x1p-53, 0.5, 0.25, 1 - 0x1p-53, 0.75, 1.0 / 256, 1 - 1.0/256}
	for range 1_000_000 {
		u := stream.Float64()
		uniforms = append(uniforms, u, u*0x1p-10, u*0x1p-30, 1-(1-u)*0x1p-20)
	}
	variates := append([]float64(nil), uniforms...)
	Exponentials(variates)
	for i, u := range uniforms {
		if want := -math.Log(1 - u); math.Abs(variates[i]-want) > 1e-15*max(1, want) || variates[i] < 0 {
			t.Fatalf("the variate of %v is %v, want %v", u, variates[i], want)
		}
	}
}
