package reports

import (
	"fmt"
	"strings"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim"
)

// overlapSubtitle says what the chart shows: which run of what.
func overlapSubtitle(story *record.Story, options *OverlapOptions) string {
	var parts []string
	if options.Scenario != "" {
		parts = append(parts, options.Scenario)
	}
	if story.Strategy != "" {
		parts = append(parts, "strategy "+story.Strategy)
	}
	if options.MaxFailoverDuration > 0 {
		parts = append(parts, "max failover duration "+text.Limit(options.MaxFailoverDuration))
	}
	parts = append(parts, overlapRollout(story))
	parts = append(parts, options.Subtitle...)
	parts = append(parts, fmt.Sprintf("seed %d", options.Seed), fmt.Sprintf("replication %d", story.Replication), fmt.Sprintf("vtgate %d", story.Vtgate))
	return strings.Join(parts, " · ")
}

// overlapRollout counts the reparents and says within how long they started.
func overlapRollout(story *record.Story) string {
	reparents := story.Timeline.Reparents
	if len(reparents) == 0 {
		return "no reparents"
	}
	shards := map[health.ShardIndex]bool{}
	first, last := sim.Never, sim.Time(0)
	for _, e := range reparents {
		shards[e.Shard] = true
		first, last = min(first, e.Start), max(last, e.Start)
	}
	words := text.Count(len(shards), "shard", "shards") + " reparented"
	if len(shards) < len(reparents) {
		words = text.Count(len(reparents), "reparent", "reparents") + " of " + text.Count(len(shards), "shard", "shards")
	}
	switch {
	case len(reparents) == 1:
		return words
	case first == last:
		return words + " at once"
	}
	return words + ", starting within " + text.Duration(last.Sub(first))
}
