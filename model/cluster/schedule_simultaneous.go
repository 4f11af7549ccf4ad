package cluster

import (
	"time"
)

// Simultaneous starts each shard at the beginning plus a uniform time up to Jitter.
type Simultaneous struct{ Jitter time.Duration }

// Starts returns one start a shard.
func (s Simultaneous) Starts(plan *Plan) []Start {
	return Staggered{Jitter: s.Jitter}.Starts(plan)
}
