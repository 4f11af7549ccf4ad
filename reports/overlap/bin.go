package overlap

import (
	"cmp"
	"slices"

	"github.com/reparentsim/reparentsim/model/cluster"
)

// binned makes neighbouring shards share rows, so that there are at most limit rows.
func binned(rows []row, limit int) (bins []row, shardsPerRow int) {
	shardsPerRow = (len(rows) + limit - 1) / limit
	if shardsPerRow <= 1 {
		return rows, 1
	}
	for members := range slices.Chunk(rows, shardsPerRow) {
		bins = append(bins, joined(members))
	}
	return bins, shardsPerRow
}

// joined joins several rows into one. It is in outage or buffering where any of them is.
func joined(rows []row) row {
	bin := row{name: rows[0].name, shards: len(rows), first: rows[0].first}
	var bars []bar
	for _, r := range rows {
		bin.outages = append(bin.outages, r.outages...)
		bin.drops = append(bin.drops, r.drops...)
		bin.replicaDrops = append(bin.replicaDrops, r.replicaDrops...)
		bars = append(bars, r.bufferings...)
	}
	bin.outages = cluster.Union(bin.outages)
	slices.Sort(bin.drops)
	slices.Sort(bin.replicaDrops)
	bin.bufferings = mergedBars(bars)
	return bin
}

// mergedBars joins bars that overlap. A joint bar has the worst of their endings, and the share that timed out.
func mergedBars(bars []bar) []bar {
	slices.SortFunc(bars, func(a, b bar) int { return cmp.Compare(a.From, b.From) })
	var merged []bar
	var members, timedOut float64 // of the last merged bar
	for _, b := range bars {
		if n := len(merged); n > 0 && b.From <= merged[n-1].To {
			last := &merged[n-1]
			members, timedOut = members+1, timedOut+b.timedOut
			last.To = max(last.To, b.To)
			last.ending, last.timedOut = max(last.ending, b.ending), timedOut/members
			continue
		}
		members, timedOut = 1, b.timedOut
		merged = append(merged, b)
	}
	return merged
}
