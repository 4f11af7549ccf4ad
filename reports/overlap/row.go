package overlap

import (
	"cmp"
	"slices"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// row is a row of the chart: a shard, or several neighbouring ones if there are too many.
type row struct {
	name         string
	shards       int
	outages      []cluster.Span
	bufferings   []bar
	drops        []sim.Time // of updates of primaries
	replicaDrops []sim.Time // of updates of replicas
	first        sim.Time   // its first reparent or buffering; the rows are in this order
}

// bar is one buffering, or all overlapping bufferings of the shards that share a row.
type bar struct {
	cluster.Span
	ending   ending
	timedOut float64 // the share of its bufferings that timed out
}

// spanOf returns the span of a buffering. If the end of the replication cut it off, it has no end.
func spanOf(b *record.Buffering) cluster.Span {
	if b.Reason == record.StillBuffering {
		return cluster.Span{From: b.Start, To: sim.Never}
	}
	return cluster.Span{From: b.Start, To: b.Stop}
}

// shardName returns the name of a shard in the chart. If there are several keyspaces, it includes the keyspace.
func shardName(layout *cluster.Layout, shard health.ShardIndex) string {
	if len(layout.Keyspaces) > 1 {
		return layout.ShardName(shard)
	}
	return layout.Shards[shard].Name
}

// rowsOf returns a row for each shard that was reparented or buffered, in the order of their first reparents, and how
// many dropped updates belong to other shards.
func rowsOf(story *record.Story) (rows []row, elsewhere int) {
	layout := story.Timeline.Layout
	index := make([]int, len(layout.Shards)) // the shard's place among the rows plus one, or 0
	rowOf := func(shard health.ShardIndex, at sim.Time) *row {
		if index[shard] == 0 {
			rows = append(rows, row{name: shardName(layout, shard), shards: 1, first: at})
			index[shard] = len(rows)
		}
		return &rows[index[shard]-1]
	}
	byStart := slices.Clone(story.Timeline.Reparents)
	slices.SortStableFunc(byStart, func(a, b cluster.Reparent) int { return cmp.Compare(a.Start, b.Start) })
	for _, e := range byStart {
		r := rowOf(e.Shard, e.Start)
		r.outages = append(r.outages, cluster.Span{From: e.Down, To: e.Up})
	}
	for i := range story.Bufferings {
		b := &story.Bufferings[i]
		one := bar{Span: spanOf(b), ending: endingOf(b)}
		if one.ending == endedByTimeout {
			one.timedOut = 1
		}
		r := rowOf(b.Shard, b.Start)
		r.bufferings = append(r.bufferings, one)
	}
	for _, d := range story.Drops {
		if index[d.Update.Shard] == 0 {
			elsewhere++
			continue
		}
		r := rowOf(d.Update.Shard, d.At)
		if d.Update.Type == health.Primary {
			r.drops = append(r.drops, d.At)
		} else {
			r.replicaDrops = append(r.replicaDrops, d.At)
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.first, b.first) })
	return rows, elsewhere
}
