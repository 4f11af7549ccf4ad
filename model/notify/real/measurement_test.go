package real

import (
	"fmt"
	"math"
	"testing"
)

// The simulator's account of bytes agrees with the real implementation to 5 %, for every strategy that the simulator
// has and under various patterns.
func TestSimulatorAccountsForRealBytes(t *testing.T) {
	patterns := append([]Pattern(nil), Patterns...)
	for name, steps := range map[string][]Step{
		"one burst":      {{300, 300}},
		"growing bursts": {{10, 10}, {100, 100}, {1000, 1000}},
		"sawtooth":       {{50, 40}, {50, 40}, {50, 40}, {50, 40}, {50, 200}},
		"one by one":     {{1, 1}, {1, 1}, {1, 1}, {1, 1}},
		"large":          {{9000, 8000}, {3000, 0}},
	} {
		p := Pattern{Consumer: "own", Producer: name, Steps: steps}
		for _, step := range steps {
			p.Updates += step.Offers
		}
		patterns = append(patterns, p)
	}
	accounted := 0
	for i := range patterns {
		p := &patterns[i]
		for j := range Strategies {
			s := &Strategies[j]
			account, found := AccountOf(s.Name, p)
			if !found {
				continue
			}
			accounted++
			t.Run(fmt.Sprintf("%s/%s/%s", p.Consumer, p.Producer, s.Name), func(t *testing.T) {
				m := Measure(s, p, Effort{Instances: 50})
				for _, c := range []struct {
					what      string
					real      float64
					simulated int64
				}{
					{"allocated", m.AllocatedBytes, account.AllocatedBytes},
					{"held", m.HeldBytes, account.HeldBytes},
					{"lost", float64(m.Lost), int64(account.Lost)},
				} {
					// A few bytes per instance may be what the runtime allocates for itself.
					difference := math.Abs(c.real - float64(c.simulated))
					if difference > 0.05*c.real && difference > 4 {
						t.Errorf("%s: %.1f really, %d in the simulator", c.what, c.real, c.simulated)
					}
				}
			})
		}
	}
	if want := 5 * len(patterns); accounted != want {
		t.Errorf("%d accounts, want %d: five strategies under each pattern", accounted, want)
	}
}

// This is what the benchmark behind Vitess's choice found. With a slow consumer the slice allocates several times what
// it holds, because append grows it in steps. With a fast one it allocates a new array again and again, because the
// space of popped items is lost at its front. A channel allocates once, whatever happens.
func TestWhatTheSliceAllocates(t *testing.T) {
	for i := range Patterns {
		p := &Patterns[i]
		slice := Measure(&Strategies[3], p, Effort{Instances: 20})
		channel := Measure(&Strategies[2], p, Effort{Instances: 20})
		if slice.Strategy != "unbounded" || channel.Strategy != "cap64k" {
			t.Fatalf("the strategies are %s and %s", slice.Strategy, channel.Strategy)
		}
		if channel.Allocations > 4 || channel.Lost > 0 || slice.Lost > 0 {
			t.Errorf("%s/%s: the channel allocates %.1f times, %d and %d updates are lost",
				p.Consumer, p.Producer, channel.Allocations, channel.Lost, slice.Lost)
		}
		each := slice.AllocatedBytes / float64(p.Updates)
		if each < 8 || p.Consumer == "slow" && each < 16 {
			t.Errorf("%s/%s: the slice allocates %.1f bytes per update, the pointer alone takes 8",
				p.Consumer, p.Producer, each)
		}
		if slice.AllocatedBytes > channel.AllocatedBytes {
			t.Errorf("%s/%s: the slice allocates %.0f bytes, a channel with room for everything %.0f",
				p.Consumer, p.Producer, slice.AllocatedBytes, channel.AllocatedBytes)
		}
	}
}

func TestEffortsAreCounted(t *testing.T) {
	m := Measure(&Strategies[0], &Patterns[0], Effort{Instances: 2, Repetitions: 3})
	if len(m.NanosecondsPerItem) != 3 {
		t.Errorf("%d repetitions, want 3", len(m.NanosecondsPerItem))
	}
	h := MeasureHandOver(t.Context(), &Strategies[3], Effort{Repetitions: 2})
	if len(h.NanosecondsPerItem) != 2 || h.LostShare != 0 {
		t.Errorf("%d repetitions, want 2; a share of %v lost", len(h.NanosecondsPerItem), h.LostShare)
	}
	if h := MeasureHandOver(t.Context(), &Strategies[0], Effort{Repetitions: 2}); h.LostShare < 0 || h.LostShare > 1 {
		t.Errorf("a share of %v lost", h.LostShare)
	}
}
