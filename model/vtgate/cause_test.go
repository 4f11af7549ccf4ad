package vtgate

import (
	"slices"
	"testing"
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// twoShards returns a keyspace of two shards, of which the first is down from 5 s to 6 s, and a vtgate of v21 that
// receives every update at once and buffers for at most 3 s.
func twoShards() scene {
	return scene{
		Cluster: cluster.Config{Keyspaces: []cluster.Keyspace{{Name: "ks", Shards: []string{"-80", "80-"}}},
			ReplicasPerShard: 1, HealthCheckInterval: 1000 * time.Hour, Horizon: 20e9,
			Schedule: startsAt(5 * time.Second),
			Mix:      []cluster.MixEntry{{Kind: "planned", Weight: 1, Outage: constant(time.Second)}}},
		Vtgate: Config{EventChannel: 10, HealthCheckTimeout: 2000 * time.Hour, RetryDelay: time.Second,
			Buffer: buffer.Config{Enabled: true, Window: 3 * time.Second, Size: 1000,
				MaxFailoverDuration: 3 * time.Second, MinTimeBetweenFailovers: time.Second, DrainConcurrency: 1},
			Workload: Workload{QueriesPerSecond: 200, ShardWeights: []float64{1, 1}, ClientTimeout: time.Minute,
				RetryCount: 2}},
	}
}

// startsAt schedules the first shard's reparent at the first time, the second's at the second.
func startsAt(at ...time.Duration) cluster.Explicit {
	var schedule cluster.Explicit
	for s, d := range at {
		schedule.At = append(schedule.At, cluster.Start{Shard: health.ShardIndex(s), At: sim.Time(d)})
	}
	return schedule
}

// Each cause is reported in a world made so that it is the cause, and no other cause is.
func TestCauses(t *testing.T) {
	const ms = time.Millisecond
	slow := []string{"skipped_too_recent", "no_primary_after_buffering"}
	for _, c := range []struct {
		name               string
		strategy           string
		change             func(c *scene)
		timeouts, failures []string
	}{
		{"all is well", "cap2", func(c *scene) { c.Vtgate.NetworkDelay = constant(50 * ms) }, nil, nil},
		{"the new primary takes its time", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay = constant(50 * ms)
			c.Cluster.Mix[0].Outage = constant(4 * time.Second)
		}, []string{"slow_reparent"}, slow},
		{"it takes its time to say so", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay, c.Cluster.Mix[0].Announce = constant(50*ms), constant(4*time.Second)
		}, []string{"slow_reparent"}, slow},
		{"the buffer takes its time with the event", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay, c.Vtgate.EventProcessing = constant(50*ms), constant(3*time.Second)
		}, []string{"backlog"}, nil},
		{"updates take 4 s to arrive", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay = constant(4 * time.Second)
		}, []string{"in_flight"}, slow},
		{"the watcher takes 2.5 s for each", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay = constant(50 * ms)
			c.Vtgate.Processing.Primary, c.Vtgate.Processing.Promotion = constant(2500*ms), constant(2500*ms)
		}, []string{"backlog"}, nil},
		{"the other shard's promotion is in the watcher's queue", "cap7", func(c *scene) {
			c.Vtgate.NetworkDelay = constant(50 * ms)
			c.Cluster.Schedule = startsAt(5*time.Second, 5100*ms)
			c.Vtgate.Processing.Primary, c.Vtgate.Processing.Promotion = constant(790*ms), constant(790*ms)
		}, []string{"backlog", "other_late"}, nil},
		{"the other shard is down in turn", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay = constant(50 * ms)
			c.Cluster.Schedule = startsAt(5*time.Second, 5900*ms)
			c.Cluster.Mix[0].Outage = constant(2500 * ms)
		}, []string{"overlap"}, nil},
		{"the demotion waits behind another update", "cap2", func(c *scene) {
			c.Vtgate.Processing.Primary, c.Vtgate.Processing.Promotion = constant(2*time.Second), constant(time.Second)
		}, nil, []string{"demotion_unprocessed"}},
		{"the demotion is lost behind replicas' updates", "cap1", func(c *scene) {
			c.Cluster.ReplicaUpdateRate, c.Vtgate.Processing.Other = 20, constant(20*time.Second)
		}, nil, []string{"demotion_lost"}},
		{"the primary dies, and its stream breaks half a second later", "cap2", func(c *scene) {
			c.Cluster.Mix[0].Kind, c.Vtgate.NetworkDelay = "emergency", constant(500*ms)
		}, nil, []string{"crash"}},
		{"in transactions nothing is buffered", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay, c.Vtgate.Workload.InTransaction = constant(50*ms), 1
		}, nil, []string{"in_transaction"}},
		{"clients give up first", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay, c.Vtgate.Workload.ClientTimeout = constant(50*ms), 300*ms
		}, nil, []string{"deadline"}},
		{"the buffer is small", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay, c.Vtgate.Buffer.Size = constant(50*ms), 5
		}, nil, []string{"evicted_buffer_full"}},
		{"the shard has been reparented before", "cap2", func(c *scene) {
			c.Vtgate.NetworkDelay, c.Vtgate.Buffer.MinTimeBetweenFailovers = constant(50*ms), time.Minute
			c.Cluster.Schedule = cluster.Explicit{At: []cluster.Start{{Shard: 0, At: 5e9}, {Shard: 0, At: 10e9}}}
		}, nil, []string{"skipped_too_recent"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := twoShards()
			c.change(&config)
			total := &play(t, &config, strategy(t, c.strategy), 1, 0).Unit.Tally
			b := &total.Buffer
			if c.failures == nil && total.OKAfterBuffering != b.Drained+b.EvictedWindowExceeded {
				t.Errorf("%d queries worked after buffering, of %d drained and %d whose window ended",
					total.OKAfterBuffering, b.Drained, b.EvictedWindowExceeded)
			}
			var timeouts, failures []string
			for i, n := range total.TimeoutCauses {
				if n > 0 {
					timeouts = append(timeouts, record.TimeoutCauses[i].Name)
				}
			}
			for i, n := range total.FailureCauses {
				if n > 0 {
					failures = append(failures, record.FailureCauses[i].Name)
				}
			}
			if !slices.Equal(timeouts, c.timeouts) || !slices.Equal(failures, c.failures) {
				t.Errorf("bufferings time out for %v, want %v; queries fail for %v, want %v",
					timeouts, c.timeouts, failures, c.failures)
			}
		})
	}
}
