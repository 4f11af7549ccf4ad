package cluster

import (
	"math"
	"time"

	"github.com/reparentsim/reparentsim/sim"
)

// Poisson starts the shards one after the other, as a Poisson process with Rate starts per second.
type Poisson struct{ Rate float64 }

// Starts returns one start per shard until the horizon.
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

func poissonKind() ScheduleKind {
	var p Poisson
	return ScheduleKind{
		Name: "poisson", Doc: "the shards start one after the other as a Poisson process",
		Parameters: []sim.Parameter{
			{Name: "rate", Doc: "starts per second", Place: &p.Rate, Positive: true, Required: true},
		},
		Build: func() Schedule { return p },
	}
}
