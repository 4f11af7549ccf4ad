package vtgate

import (
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

// Config is the configuration of a vtgate and its workload. All vtgates of an experiment share one.
type Config struct {
	NetworkDelay       sim.Distribution // per health update; the updates of a tablet stay in order
	HealthCheckTimeout time.Duration    // healthcheck_timeout: a stream that is silent for so long is given up
	RetryDelay         time.Duration    // healthcheck_retry_delay: the first wait before a stream is opened again
	Processing         Processing
	Stall              *Stall // of the watcher, or nil
	// LockHoldPerQuery is how long a query that asks the watcher holds its keyspace's lock.
	LockHoldPerQuery sim.Distribution
	// EventChannel is the capacity of the blocking channel from the watcher to the buffer's consumer.
	EventChannel int
	// EventProcessing is the consumer's time for one keyspace event before it touches the shard buffers.
	// ShardProcessing is its time for each shard of the event, with that shard buffer's lock held.
	EventProcessing, ShardProcessing sim.Distribution
	Watcher                          watcher.Config
	Buffer                           buffer.Config
	Workload                         Workload
}

// variesQueries reports whether queries draw random numbers of their own.
func (c *Config) variesQueries() bool {
	for _, law := range []*sim.Distribution{&c.Workload.ExecuteTime, &c.Workload.ErrorTime, &c.LockHoldPerQuery} {
		if _, constant := law.IsConstant(); !constant {
			return true
		}
	}
	return c.Workload.InTransaction > 0
}

// Processing is the watcher's time for one update. The update takes effect at the end of that time.
type Processing struct {
	Primary   sim.Distribution // for an update of a primary
	Promotion sim.Distribution // for an update of a primary with a higher term than the watcher knows
	Other     sim.Distribution // for an update of a replica
}

// Stall makes the watcher stop from time to time. Every is the time from the end of one stall to the next.
type Stall struct{ Every, Lasts sim.Distribution }

// Workload is the stream of queries that reaches one vtgate.
type Workload struct {
	QueriesPerSecond float64   // over all shards, Poisson
	ShardWeights     []float64 // one per shard, in the cluster's order; their sum need not be 1
	ExecuteTime      sim.Distribution
	ErrorTime        sim.Distribution
	InTransaction    float64 // share of queries that may not be buffered
	ClientTimeout    time.Duration
	RetryCount       int
}
