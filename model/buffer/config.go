package buffer

import "time"

// Config is vtgate's buffer configuration. Each field has the name of a flag.
type Config struct {
	Enabled                 bool
	Window                  time.Duration // buffer_window
	Size                    int           // buffer_size: one pool for all shards of a vtgate
	MaxFailoverDuration     time.Duration // buffer_max_failover_duration
	MinTimeBetweenFailovers time.Duration // buffer_min_time_between_failovers
	DrainConcurrency        int           // buffer_drain_concurrency
	// Shards limits buffering to these keyspaces ("keyspace") and shards ("keyspace/shard"). Empty means all.
	Shards []string
}
