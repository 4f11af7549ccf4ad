package cluster

import (
	"cmp"
	"slices"
	"strings"

	"github.com/reparentsim/reparentsim/model/health"
)

// Overlaps returns a function that reports whether the key ranges of two shards of a keyspace intersect. It returns
// nil if no two shards do. Key ranges intersect only while a keyspace is being resharded.
func (l *Layout) Overlaps() func(a, b health.ShardIndex) bool {
	for _, shards := range l.ShardsOf {
		var ranges []keyRange
		for _, s := range shards {
			if r, ok := keyRangeOf(l.Shards[s].Name); ok {
				ranges = append(ranges, r)
			}
		}
		// If any two ranges overlap, then so do two neighbours in the order of their lower bounds.
		slices.SortFunc(ranges, func(a, b keyRange) int { return cmp.Compare(a.low, b.low) })
		for i := 1; i < len(ranges); i++ {
			if ranges[i-1].intersects(ranges[i]) {
				return l.overlap
			}
		}
	}
	return nil
}

func (l *Layout) overlap(a, b health.ShardIndex) bool {
	aRange, aOK := keyRangeOf(l.Shards[a].Name)
	bRange, bOK := keyRangeOf(l.Shards[b].Name)
	return aOK && bOK && aRange.intersects(bRange)
}

// keyRange holds the bounds of a shard in hexadecimal digits, without the zeros at the end, which mean nothing. An
// empty bound is no bound.
type keyRange struct{ low, high string }

func (r keyRange) intersects(other keyRange) bool {
	return (r.high == "" || other.low < r.high) && (other.high == "" || r.low < other.high)
}

// keyRangeOf reads a shard's name such as 40-80. A name without a dash, such as 0 in an unsharded keyspace, has no
// range and overlaps nothing (topo.ValidateShardName).
func keyRangeOf(name string) (r keyRange, ok bool) {
	low, high, ok := strings.Cut(strings.ToLower(name), "-")
	return keyRange{strings.TrimRight(low, "0"), strings.TrimRight(high, "0")}, ok
}
