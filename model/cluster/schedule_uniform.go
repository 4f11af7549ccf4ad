package cluster

import (
	"time"

	"github.com/reparentsim/reparentsim/sim"
)

// UniformWithin starts each shard at a uniform time within Within after the beginning.
type UniformWithin struct{ Within time.Duration }

// Starts returns one start per shard.
func (u UniformWithin) Starts(plan *Plan) []Start {
	return Simultaneous{Jitter: u.Within}.Starts(plan)
}

func uniformKind() ScheduleKind {
	var u UniformWithin
	return ScheduleKind{
		Name: "uniform", Doc: "each shard starts at a uniform time within the span",
		Parameters: []sim.Parameter{{Name: "within", Doc: "length of the span", Place: &u.Within, Required: true}},
		Build:      func() Schedule { return u },
	}
}
