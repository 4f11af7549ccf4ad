package cluster

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/reparentsim/reparentsim/sim"
)

// randomSpans returns spans between few instants, so that many touch, contain one another or are empty.
func randomSpans(random *rand.Rand) []Span {
	var spans []Span
	for range random.IntN(8) {
		from := sim.Time(random.IntN(12))
		spans = append(spans, Span{From: from, To: from + sim.Time(random.IntN(5))})
	}
	return spans
}

// covering counts the spans that cover the instant, one by one.
func covering(spans []Span, at sim.Time) int {
	n := 0
	for _, s := range spans {
		if s.From <= at && at < s.To {
			n++
		}
	}
	return n
}

func TestUnion(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		spans := randomSpans(random)
		before := slices.Clone(spans)
		union := Union(spans)
		if !slices.Equal(spans, before) {
			t.Fatal("the spans given were changed")
		}
		for at := range sim.Time(20) {
			if got, want := covering(union, at), min(covering(spans, at), 1); got != want {
				t.Fatalf("%v: the union %v covers %d %d times, want %d", spans, union, at, got, want)
			}
		}
		for i := 1; i < len(union); i++ {
			if union[i].From <= union[i-1].To {
				t.Fatalf("%v: the union %v has parts that touch", spans, union)
			}
		}
	}
}
