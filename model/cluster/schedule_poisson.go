package cluster

import (
	"math"
	"time"
)

// Poisson starts the shards one after the other as a Poisson process of Rate per second.
type Poisson struct{ Rate float64 }

// Starts returns one start a shard until the horizon.
func (p Poisson) Starts(plan *Plan) []Start {
	var starts []Start
	seconds := 0.0
	for _, shard := range plan.Order {
		seconds -= math.Log1p(-plan.Uniform(shard, 0)) / p.Rate
		if seconds >= plan.Horizon.Sub(plan.Begin).Seconds() {
			break
		}
		starts = append(starts, Start{shard, plan.Begin.Add(time.Duration(seconds * 1e9))})
	}
	return starts
}
