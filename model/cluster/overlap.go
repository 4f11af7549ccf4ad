package cluster

import (
	"strings"

	"github.com/reparentsim/reparentsim/model/health"
)

// Overlaps returns whether the key ranges of two shards of a keyspace intersect, which is so only while
// it is being resharded; nil if no two shards do.
func (l *Layout) Overlaps() func(a, b health.ShardIndex) bool {
	for _, shards := range l.ShardsOf {
		for i, a := range shards {
			// Shards in key order, as nearly all are, overlap only their neighbours.
			if i > 0 && l.overlap(shards[i-1], a) {
				return l.overlap
			}
		}
	}
	return nil
}

func (l *Layout) overlap(a, b health.ShardIndex) bool {
	aLow, aHigh, aRange := keyRange(l.Shards[a].Name)
	bLow, bHigh, bRange := keyRange(l.Shards[b].Name)
	return aRange && bRange && (aHigh == "" || bLow < aHigh) && (bHigh == "" || aLow < bHigh)
}

// keyRange splits a shard's name such as 40-80 into its bounds. The empty bound is that of all keys, and
// so is the whole name of an unsharded keyspace, "0" or "-".
func keyRange(name string) (low, high string, ok bool) {
	if name == "0" {
		return "", "", true
	}
	low, high, ok = strings.Cut(name, "-")
	return strings.ToLower(low), strings.ToLower(high), ok
}
