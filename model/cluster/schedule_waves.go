package cluster

import (
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/sim"
)

// Waves starts Size shards at once, each later by a uniform time up to Jitter. A wave starts Pause after the last
// promotion of the wave before.
type Waves struct {
	Size          int
	Pause, Jitter time.Duration
}

// Starts returns one start per shard, wave by wave, until the horizon.
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

func wavesKind() ScheduleKind {
	var w Waves
	return ScheduleKind{
		Name: "waves", Doc: "size shards start at once; the next wave starts pause after the last promotion",
		Parameters: []sim.Parameter{
			{Name: "size", Doc: "shards in a wave", Place: &w.Size, Positive: true, Required: true},
			{Name: "pause", Doc: "from the last promotion of a wave to the start of the next wave", Place: &w.Pause},
			jitterParameter(&w.Jitter),
		},
		Build: func() Schedule { return w },
	}
}
