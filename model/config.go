package model

import (
	"fmt"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/vtgate"
)

// Config is everything but the seed that a simulation depends on. It is complete and valid: package scenarios fills in
// the defaults and refuses values that make no sense.
type Config struct {
	Cluster      cluster.Config
	Vtgates      int // how many, all alike
	Notification notify.Spec
	Vtgate       vtgate.Config
}

// The limits of what one replication holds in memory at a time: the updates of all tablets and the queries of a vtgate.
const (
	maxUpdates = 1e8
	maxQueries = 1e9
)

// Feasible returns an error if a replication would not fit into memory. Each value may be fine by itself.
func (c *Config) Feasible() error {
	horizon := c.Cluster.Horizon.Sub(0)
	tablets := 0
	for _, k := range c.Cluster.Keyspaces {
		tablets += len(k.Shards) * (1 + c.Cluster.ReplicasPerShard)
	}
	updates := float64(tablets)*(1+float64(horizon)/float64(c.Cluster.HealthCheckInterval)) +
		c.Cluster.ReplicaUpdateRate*horizon.Seconds()
	if updates > maxUpdates {
		return fmt.Errorf("a replication would have %.2g health updates, more than the limit of %g: "+
			"shorten horizon, lengthen cluster.health_check_interval or lower cluster.replica_update_rate",
			updates, float64(maxUpdates))
	}
	if queries := c.Vtgate.Workload.QueriesPerSecond * horizon.Seconds(); queries > maxQueries {
		return fmt.Errorf("a vtgate would have %.2g queries, more than the limit of %g: "+
			"shorten horizon or lower workload.qps", queries, float64(maxQueries))
	}
	return nil
}
