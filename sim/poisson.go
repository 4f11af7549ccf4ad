package sim

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Poisson is a Poisson distribution, sampled by inversion: one uniform gives one variate, and a larger uniform
// never a smaller variate. gonum has no quantiles of this distribution.
type Poisson struct {
	first      int       // the count that the first entry of cumulative belongs to
	cumulative []float64 // P(N ≤ first+i)
}

// NewPoisson tabulates the distribution function of the given mean. It leaves out counts with a probability below
// 1e-17 on either side.
func NewPoisson(mean float64) *Poisson {
	law := distuv.Poisson{Lambda: mean}
	mode := math.Floor(mean)
	first, last := mode, mode
	const negligible = 1e-17
	for first > 0 && law.Prob(first-1) > negligible {
		first--
	}
	for law.Prob(last+1) > negligible {
		last++
	}
	p := &Poisson{first: int(first), cumulative: make([]float64, 0, int(last-first)+1)}
	sum := 0.0
	for n := first; n <= last; n++ {
		sum += law.Prob(n)
		p.cumulative = append(p.cumulative, sum)
	}
	return p
}

// Count returns the variate that belongs to the uniform u in [0, 1): the smallest count whose distribution function
// exceeds u.
func (p *Poisson) Count(u float64) int {
	// A short table is searched faster from its beginning.
	if len(p.cumulative) <= 32 {
		for i, c := range p.cumulative {
			if u < c {
				return p.first + i
			}
		}
		return p.first + len(p.cumulative) - 1
	}
	i := sort.SearchFloat64s(p.cumulative, u)
	if i < len(p.cumulative) && p.cumulative[i] == u {
		i++
	}
	return p.first + min(i, len(p.cumulative)-1)
}
