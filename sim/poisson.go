package sim

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"
)

// Poisson samples a Poisson number by inversion of its distribution function, which gonum does not
// offer: one uniform, one variate, monotone.
type Poisson struct {
	first      int       // the number that the first entry belongs to
	cumulative []float64 // P(N ≤ first+i)
}

// NewPoisson tabulates the distribution function over all but 1e-17 of the probability on each side.
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

// count returns the number that belongs to the uniform u in [0, 1).
func (p *Poisson) Count(u float64) int {
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
