package sim

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// chiSquared returns the statistic of the uniforms over equal cells, and its 1e-6 quantile.
func chiSquared(cells []int, total int) (statistic, limit float64) {
	want := float64(total) / float64(len(cells))
	for _, n := range cells {
		statistic += (float64(n) - want) * (float64(n) - want) / want
	}
	return statistic, distuv.ChiSquared{K: float64(len(cells) - 1)}.Quantile(1 - 1e-6)
}

func TestUniformsOfStreamsAndKeysAreUniform(t *testing.T) {
	const draws = 200_000
	sources := map[string]func() func() float64{
		"one stream": func() func() float64 {
			s := NewKey(1, 0).With(3).Stream()
			return s.Float64
		},
		"first of many keys": func() func() float64 {
			n := uint64(0)
			return func() float64 { n++; return NewKey(1, 0).With(n).Uniform() }
		},
		"first of many streams": func() func() float64 {
			n := uint64(0)
			return func() float64 { n++; s := NewKey(7, int(n)).Stream(); return s.Float64() }
		},
		"keys of nested parts": func() func() float64 {
			n := uint64(0)
			return func() float64 { n++; return NewKey(1, 0).With(n % 10).With(n / 10).With(0).Uniform() }
		},
	}
	for name, source := range sources {
		t.Run(name, func(t *testing.T) {
			next := source()
			singles, pairs := make([]int, 256), make([]int, 1024)
			previous := next()
			for range draws {
				u := next()
				if u < 0 || u >= 1 {
					t.Fatalf("uniform %v", u)
				}
				singles[int(u*256)]++
				pairs[int(previous*32)*32+int(u*32)]++
				previous = u
			}
			for what, cells := range map[string][]int{"values": singles, "pairs": pairs} {
				if statistic, limit := chiSquared(cells, draws); statistic > limit {
					t.Errorf("%s: chi squared %.0f, want at most %.0f", what, statistic, limit)
				}
			}
		})
	}
}

func TestKeysDependOnEveryPart(t *testing.T) {
	seen := map[Key]string{}
	add := func(what string, k Key) {
		if other, found := seen[k]; found {
			t.Errorf("%s and %s have the same key", what, other)
		}
		seen[k] = what
	}
	add("seed 1", NewKey(1, 0))
	add("seed 2", NewKey(2, 0))
	add("replication 1", NewKey(1, 1))
	add("part 0", NewKey(1, 0).With(0))
	add("part 1", NewKey(1, 0).With(1))
	add("parts 0 1", NewKey(1, 0).With(0).With(1))
	add("parts 1 0", NewKey(1, 0).With(1).With(0))
}

func TestStreamsAreUncorrelated(t *testing.T) {
	const draws = 100_000
	a, b := NewKey(1, 0).With(1).Stream(), NewKey(1, 0).With(2).Stream()
	sum := 0.0
	for range draws {
		sum += (a.Float64() - 0.5) * (b.Float64() - 0.5)
	}
	// Under independence the mean product has standard deviation 1/12/sqrt(draws).
	if z := sum / draws * 12 * math.Sqrt(draws); math.Abs(z) > 5 {
		t.Errorf("correlation is %.1f standard deviations from 0", z)
	}
}
