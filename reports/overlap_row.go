package reports

import (
	"cmp"
	"slices"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// overlapEnding is how a buffering ended, as far as the chart tells it apart.
type overlapEnding uint8

const (
	endedByNewPrimary overlapEnding = iota
	endedByResharding
	endedByTimeout
	unended
	overlapEndings // their number
)

func overlapEndingOf(b *record.Buffering) overlapEnding {
	switch b.Reason {
	case record.NewPrimarySeen:
		return endedByNewPrimary
	case record.MaxDurationExceeded:
		return endedByTimeout
	case record.ReshardingComplete:
		return endedByResharding
	}
	return unended
}

// overlapBuffered returns from when to when a shard buffered.
func overlapBuffered(b *record.Buffering) record.Span {
	if b.Reason == record.StillBuffering {
		return record.Span{From: b.Start, To: sim.Never}
	}
	return record.Span{From: b.Start, To: b.Stop}
}

// overlapBar is one buffering, or all overlapping ones of the shards that share a row.
type overlapBar struct {
	record.Span
	ending overlapEnding
	share  float64 // of those it stands for, the part that timed out
}

// overlapRow is a line of the chart: a shard, or several that follow one another if there are too many.
type overlapRow struct {
	name         string
	shards       int
	outages      []record.Span
	bufferings   []overlapBar
	drops        []sim.Time // of updates of primaries
	droppedQuiet []sim.Time // of updates of replicas
	first        sim.Time   // what the rows are ordered by
}

// overlapNames returns the shards' names; with several keyspaces each says its own.
func overlapNames(story *record.Story) []string {
	var names []string
	for _, keyspace := range story.Cluster.Keyspaces {
		for _, shard := range keyspace.Shards {
			if len(story.Cluster.Keyspaces) > 1 {
				shard = keyspace.Name + "/" + shard
			}
			names = append(names, shard)
		}
	}
	return names
}

// overlapRows returns a row for each shard that was reparented or buffered, in the order of their first
// reparents, and how many dropped updates belong to other shards.
func overlapRows(story *record.Story) (rows []overlapRow, elsewhere int) {
	names := overlapNames(story)
	index := make([]int, len(names)) // one more than the shard's place among the rows
	row := func(shard health.ShardIndex, at sim.Time) *overlapRow {
		if index[shard] == 0 {
			rows = append(rows, overlapRow{name: names[shard], shards: 1, first: at})
			index[shard] = len(rows)
		}
		return &rows[index[shard]-1]
	}
	byStart := slices.Clone(story.Timeline.Reparents)
	slices.SortStableFunc(byStart, func(a, b cluster.Reparent) int { return cmp.Compare(a.Start, b.Start) })
	for _, e := range byStart {
		r := row(e.Shard, e.Start)
		r.outages = append(r.outages, record.Span{From: e.Down, To: e.Up})
	}
	for i := range story.Bufferings {
		b := &story.Bufferings[i]
		bar := overlapBar{Span: overlapBuffered(b), ending: overlapEndingOf(b)}
		if bar.ending == endedByTimeout {
			bar.share = 1
		}
		r := row(b.Shard, b.Start)
		r.bufferings = append(r.bufferings, bar)
	}
	for _, d := range story.Drops {
		if index[d.Update.Shard] == 0 {
			elsewhere++
			continue
		}
		r := row(d.Update.Shard, d.At)
		if d.Update.Type == health.Primary {
			r.drops = append(r.drops, d.At)
		} else {
			r.droppedQuiet = append(r.droppedQuiet, d.At)
		}
	}
	slices.SortStableFunc(rows, func(a, b overlapRow) int { return cmp.Compare(a.first, b.first) })
	return rows, elsewhere
}
