package scenarios

import (
	"strings"
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/scenarios/form"
)

// bufferPart describes vtgate's buffer.
type bufferPart struct {
	enabled                         bool
	window, maxFailover, minBetween time.Duration
	size, drainConcurrency          int
	keyspaceShards                  string
	policy, share                   string
}

// defaultBuffer returns vtgate's own defaults, except for enable_buffer: a scenario is about buffering.
func defaultBuffer() bufferPart {
	return bufferPart{
		enabled: true, window: 10 * time.Second, size: 1000, maxFailover: 20 * time.Second, minBetween: time.Minute,
		drainConcurrency: 1, policy: "fixed", share: "shared",
	}
}

func (p *bufferPart) fields() []form.Field {
	return []form.Field{
		form.Key("enabled", "vtgate's enable_buffer", &p.enabled, form.Truth),
		form.Key("buffer_window", "longest time that one query is buffered", &p.window, form.Duration),
		form.Key("buffer_size", "maximum number of queries buffered at once, by all shards of a vtgate together",
			&p.size, form.UncheckedCount),
		form.Key("buffer_max_failover_duration", "longest buffering of a shard", &p.maxFailover, form.Duration),
		form.Key("buffer_min_time_between_failovers",
			"shortest time from the end of a shard's buffering or reparent until it may be buffered again",
			&p.minBetween, form.Duration),
		form.Key("buffer_drain_concurrency", "queries retried at once when buffering ends", &p.drainConcurrency,
			form.UncheckedCount),
		form.Key("buffer_keyspace_shards",
			"buffers only these keyspaces or keyspace/shards, separated by commas; empty: all",
			&p.keyspaceShards, form.Text),
		form.Key("policy", "which query leaves a full buffer", &p.policy,
			form.Choice("policy", choiceNames(BufferPolicies)...)),
		form.Key("share", "how shards share the buffer's size", &p.share,
			form.Choice("share", choiceNames(BufferShares)...)),
	}
}

func (p *bufferPart) config() buffer.Config {
	return buffer.Config{
		Enabled:                 p.enabled,
		Window:                  p.window,
		Size:                    p.size,
		MaxFailoverDuration:     p.maxFailover,
		MinTimeBetweenFailovers: p.minBetween,
		DrainConcurrency:        p.drainConcurrency,
		Shards:                  p.bufferedShards(),
	}
}

// bufferedShards splits buffer_keyspace_shards.
func (p *bufferPart) bufferedShards() []string {
	if p.keyspaceShards == "" {
		return nil
	}
	entries := strings.Split(p.keyspaceShards, ",")
	for i := range entries {
		entries[i] = strings.TrimSpace(entries[i])
	}
	return entries
}
