package model

import (
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
