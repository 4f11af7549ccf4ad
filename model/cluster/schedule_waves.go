package cluster

import (
	"slices"
	"time"
)

// Waves starts Size shards at once, each later by a uniform time up to Jitter; a wave starts Pause after
// the last promotion of the one before.
type Waves struct {
	Size          int
	Pause, Jitter time.Duration
}

// Starts returns one start a shard, wave by wave.
func (w Waves) Starts(plan *Plan) []Start {
	starts := make([]Start, 0, len(plan.Order))
	begin := plan.Begin
	for wave := range slices.Chunk(plan.Order, w.Size) {
		last := begin
		for _, shard := range wave {
			at := begin.Add(plan.jitter(shard, w.Jitter))
			starts = append(starts, Start{shard, at})
			last = max(last, plan.Promoted(shard, at))
		}
		begin = last.Add(w.Pause)
		if begin >= plan.Horizon {
			break
		}
	}
	return starts
}
