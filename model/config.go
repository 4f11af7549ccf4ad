package model

import (
	"fmt"
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

// Config is everything one simulation depends on but its seed, complete and valid: package scenarios
// fills in defaults and refuses what makes no sense.
type Config struct {
	Cluster  cluster.Config
	Gates    Gates
	Workload Workload
}

// Gates describes the vtgates, all alike.
type Gates struct {
	Count        int
	NetworkDelay sim.Distribution // per update and vtgate; order is kept per tablet
	Notification notify.Spec
	Watcher      watcher.Config
	Buffer       buffer.Config
}

// Workload is the stream of queries that reaches one vtgate.
type Workload struct {
	QueriesPerSecond float64   // over all shards, Poisson
	ShardWeights     []float64 // one a shard, in the cluster's order; they need not add up to 1
	ExecuteTime      sim.Distribution
	ErrorTime        sim.Distribution
	InTransaction    float64 // share of queries that may not be buffered
	ClientTimeout    time.Duration
	RetryCount       int
}

// Limits of what one replication holds at a time: all tablets' updates, and what a vtgate's queries need.
const (
	maxUpdates = 1e8
	maxQueries = 1e9
)

// Feasible refuses replications that would not fit into memory: each value may be fine by itself.
func (c *Config) Feasible() error {
	horizon := c.Cluster.Horizon.Sub(0)
	tablets := 0
	for _, k := range c.Cluster.Keyspaces {
		tablets += len(k.Shards) * (1 + c.Cluster.ReplicasPerShard)
	}
	updates := float64(tablets)*(1+float64(horizon)/float64(c.Cluster.HealthCheckInterval)) + c.Cluster.ReplicaUpdateRate*horizon.Seconds()
	if updates > maxUpdates {
		return fmt.Errorf("a replication would have %.2g health updates, more than the %g that are possible: "+
			"shorten horizon, lengthen cluster.health_check_interval or lower cluster.replica_update_rate", updates, float64(maxUpdates))
	}
	if queries := c.Workload.QueriesPerSecond * horizon.Seconds(); queries > maxQueries {
		return fmt.Errorf("a vtgate would have %.2g queries, more than the %g that are possible: shorten horizon or lower workload.qps", queries, float64(maxQueries))
	}
	return nil
}
