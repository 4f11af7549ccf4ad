package record

import (
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
)

// Rollout is what the cluster did in a replication, the same for every vtgate and strategy.
type Rollout struct {
	Outage, LongestOutage time.Duration // the keyspaces' merged outages: their sum and the longest
	DownMax               int           // the most shards down at one instant
	Duration              time.Duration // from the first start to the last promotion
}

// NewRollout measures a timeline.
func NewRollout(timeline *cluster.Timeline) Rollout {
	r := Rollout{DownMax: timeline.DownMax(), Duration: timeline.Duration()}
	for _, spans := range timeline.Merged() {
		total, longest := cluster.Total(spans)
		r.Outage += total
		r.LongestOutage = max(r.LongestOutage, longest)
	}
	return r
}
