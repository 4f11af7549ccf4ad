package cluster

import (
	"cmp"
	"slices"

	"github.com/reparentsim/reparentsim/sim"
)

// Explicit starts the listed reparents, at instants counted from the beginning of the replication. A shard may be
// reparented more than once.
type Explicit struct{ At []Start }

// Starts returns the listed reparents, the earliest first.
func (e Explicit) Starts(*Plan) []Start {
	starts := slices.Clone(e.At)
	slices.SortStableFunc(starts, func(a, b Start) int { return cmp.Compare(a.At, b.At) })
	return starts
}

func explicitKind() ScheduleKind {
	var e Explicit
	return ScheduleKind{
		Name: "explicit", Doc: "the listed shards start at the listed times after the beginning of the replication",
		Parameters: []sim.Parameter{{Name: "at", Doc: "the starts", Place: &e.At, Required: true}},
		Build:      func() Schedule { return e },
	}
}
