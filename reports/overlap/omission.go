package overlap

import (
	"fmt"

	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim"
)

// omissions returns the lines below the chart that say what it leaves out: shards that share a row, shards that were
// never reparented, with their dropped updates, which belong to no row, and dropped updates that are not drawn.
func omissions(shardsPerRow, neverReparented, elsewhere int, drops *dropMarks) []string {
	var notes []string
	if shardsPerRow > 1 {
		notes = append(notes, fmt.Sprintf("Each row stands for %d consecutive shards in the order of reparent: it is "+
			"in outage or buffering when any of them is, and the more of them time out, the more orange it is.",
			shardsPerRow))
	}
	if neverReparented > 0 && len(drops.rows) > 0 {
		note := text.Count(neverReparented,
			"shard that was never reparented is left out", "shards that were never reparented are left out")
		if elsewhere > 0 {
			note += ", with " + text.Count(elsewhere, "dropped update", "dropped updates")
		}
		notes = append(notes, note+".")
	}
	_, replicas := drops.count(func(sim.Time) bool { return true })
	outside, replicasOutside := drops.count(func(at sim.Time) bool { return !drops.time.Covers(at) })
	switch {
	case replicas > 0 && !drops.replicas:
		notes = append(notes, text.Count(replicas,
			"dropped update of a replica is not drawn.", "dropped updates of replicas are not drawn."))
	case replicasOutside > 0:
		notes = append(notes, text.Count(replicasOutside,
			"dropped update of a replica lies outside the time shown.",
			"dropped updates of replicas lie outside the time shown."))
	}
	if outside > 0 {
		notes = append(notes, text.Count(outside,
			"dropped update of a primary lies outside the time shown.",
			"dropped updates of primaries lie outside the time shown."))
	}
	return notes
}
