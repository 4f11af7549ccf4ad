package study

import (
	"math"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// Precision says how precisely a metric must be known before a study ends. The zero Precision asks for nothing.
type Precision struct {
	Metric          int     // index into record.Metrics
	RelativeError   float64 // the half-width of its interval is at most this share of its mean, under every strategy
	MaxReplications int     // where the study gives up
}

// reached reports whether the results are precise enough.
func (p *Precision) reached(results []record.Result, confidence float64) bool {
	if p.RelativeError == 0 {
		return true
	}
	for i := range results {
		e := estimate.Mean(results[i].Values(p.Metric), confidence)
		if !(e.HalfWidth <= p.RelativeError*math.Abs(e.Mean)) { // NaN is not precise
			return false
		}
	}
	return true
}
