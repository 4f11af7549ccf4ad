package cluster

import (
	"time"
)

// UniformWithin starts each shard at a uniform time within Within after the beginning.
type UniformWithin struct{ Within time.Duration }

// Starts returns one start a shard.
func (u UniformWithin) Starts(plan *Plan) []Start {
	return Simultaneous{Jitter: u.Within}.Starts(plan)
}
