package scenarios

import (
	"math"
	"slices"
	"testing"
)

// The n-th shard has the weight 1/n^zipf.
func TestWeights(t *testing.T) {
	have := (&weights{kind: zipfWeights, zipf: 2}).of(3)
	if have[0] != 1 || math.Abs(have[1]-0.25) > 1e-12 || math.Abs(have[2]-1.0/9) > 1e-12 {
		t.Errorf("zipf 2 gives %v", have)
	}
	if have := (&weights{kind: uniformWeights}).of(3); !slices.Equal(have, []float64{1, 1, 1}) {
		t.Errorf("uniform gives %v", have)
	}
	if have := (&weights{kind: listedWeights, listed: []float64{3, 0}}).of(2); !slices.Equal(have, []float64{3, 0}) {
		t.Errorf("a list gives %v", have)
	}
}
