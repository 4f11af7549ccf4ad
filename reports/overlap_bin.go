package reports

import (
	"cmp"
	"slices"

	"github.com/reparentsim/reparentsim/model/record"
)

// overlapBins lets shards that follow one another share rows, so that there are at most limit rows.
func overlapBins(rows []overlapRow, limit int) (binned []overlapRow, shardsPerRow int) {
	shardsPerRow = (len(rows) + limit - 1) / limit
	if shardsPerRow <= 1 {
		return rows, 1
	}
	for bin := range slices.Chunk(rows, shardsPerRow) {
		binned = append(binned, overlapBin(bin))
	}
	return binned, shardsPerRow
}

// overlapBin makes one row of several: where any of its shards is in outage or buffering, the row is.
func overlapBin(rows []overlapRow) overlapRow {
	bin := overlapRow{name: rows[0].name, shards: len(rows), first: rows[0].first}
	var bars []overlapBar
	for _, r := range rows {
		bin.outages = append(bin.outages, r.outages...)
		bin.drops = append(bin.drops, r.drops...)
		bin.droppedQuiet = append(bin.droppedQuiet, r.droppedQuiet...)
		bars = append(bars, r.bufferings...)
	}
	bin.outages = overlapUnion(bin.outages)
	slices.Sort(bin.drops)
	slices.Sort(bin.droppedQuiet)
	bin.bufferings = overlapMergedBars(bars)
	return bin
}

// overlapMergedBars joins bars that overlap. A joint bar has the worst of their endings, and says which
// part of them timed out.
func overlapMergedBars(bars []overlapBar) []overlapBar {
	slices.SortFunc(bars, func(a, b overlapBar) int { return cmp.Compare(a.From, b.From) })
	var merged []overlapBar
	var joined, timedOut float64
	for _, b := range bars {
		if n := len(merged); n > 0 && b.From <= merged[n-1].To {
			last := &merged[n-1]
			joined, timedOut = joined+1, timedOut+b.share
			last.Span = record.Span{From: last.From, To: max(last.To, b.To)}
			last.ending, last.share = max(last.ending, b.ending), timedOut/joined
			continue
		}
		joined, timedOut = 1, b.share
		merged = append(merged, b)
	}
	return merged
}
