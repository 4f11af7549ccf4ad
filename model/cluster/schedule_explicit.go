package cluster

import (
	"cmp"
	"slices"
)

// Explicit starts the reparents given, at instants counted from the beginning of the replication. A shard
// may be reparented more than once.
type Explicit struct{ At []Start }

// Starts returns the reparents given, the earliest first.
func (e Explicit) Starts(*Plan) []Start {
	starts := slices.Clone(e.At)
	slices.SortStableFunc(starts, func(a, b Start) int { return cmp.Compare(a.At, b.At) })
	return starts
}
