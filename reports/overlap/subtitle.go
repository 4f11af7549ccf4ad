package overlap

import (
	"fmt"
	"strings"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim"
)

// subtitle says which unit of which scenario and strategy the chart shows.
func subtitle(story *record.Story, options *Options) string {
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
	parts = append(parts, rollout(story), fmt.Sprintf("seed %d", options.Seed),
		fmt.Sprintf("replication %d", story.Replication), fmt.Sprintf("vtgate %d", story.Vtgate))
	return strings.Join(parts, " · ")
}

// rollout counts the reparents and says how close together they started.
func rollout(story *record.Story) string {
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
	of := text.Count(len(shards), "shard", "shards")
	count := of + " reparented"
	if len(shards) < len(reparents) {
		count = text.Count(len(reparents), "reparent", "reparents") + " of " + of
	}
	switch {
	case len(reparents) == 1:
		return count
	case first == last:
		return count + " at once"
	}
	return count + ", starting within " + text.Duration(last.Sub(first))
}
