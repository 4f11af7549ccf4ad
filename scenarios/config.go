package scenarios

import (
	"fmt"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/scenarios/wording"
	"github.com/reparentsim/reparentsim/sim"
)

// config returns what the simulation needs. The document has been checked but for what only the shards'
// names tell.
func (d *document) config(c *checker) model.Config {
	return model.Config{Cluster: d.clusterConfig(c), Gates: d.gatesConfig(), Workload: model.Workload{
		QueriesPerSecond: d.workload.qps,
		ShardWeights:     d.workload.shardWeights.of(d.shardCount()),
		ExecuteTime:      d.workload.executeTime.built,
		ErrorTime:        d.workload.errorTime.built,
		InTransaction:    d.workload.inTransaction,
		ClientTimeout:    d.workload.clientTimeout,
		RetryCount:       d.workload.retryCount,
	}}
}

func (d *document) clusterConfig(c *checker) cluster.Config {
	config := cluster.Config{
		ReplicasPerShard:    d.cluster.replicasPerShard,
		HealthCheckInterval: d.cluster.healthCheckInterval,
		ReplicaUpdateRate:   d.cluster.replicaUpdateRate,
		Start:               sim.Time(d.rollout.start),
		Horizon:             sim.Time(d.horizon),
		Shuffled:            d.rollout.order == orderShuffled,
	}
	for i := range d.cluster.keyspaces {
		k := &d.cluster.keyspaces[i]
		config.Keyspaces = append(config.Keyspaces, cluster.Keyspace{Name: k.name, Shards: k.shards.names()})
	}
	for i := range d.rollout.mix {
		r := &d.rollout.mix[i]
		config.Mix = append(config.Mix, cluster.MixEntry{
			Kind: r.kind, Weight: r.weight, Demote: r.demote.built, Outage: r.outage.built, Announce: r.announce.built,
			OldPrimaryReports: r.oldPrimaryReports.built, Silent: r.stream == streamSilent, Source: r.source,
		})
	}
	d.rollout.schedule.arguments.starts = c.findStarts(d.rollout.schedule.arguments.at, config.Keyspaces)
	config.Schedule = d.rollout.schedule.schedule.build(&d.rollout.schedule.arguments)
	return config
}

// findStarts looks up the shards of the schedule explicit.
func (c *checker) findStarts(listed []explicitStart, keyspaces []cluster.Keyspace) []cluster.Start {
	if listed == nil {
		return nil
	}
	positions := map[string]health.ShardIndex{}
	var names []string
	shards := map[string][]string{}
	index := 0
	for i := range keyspaces {
		names = append(names, keyspaces[i].Name)
		shards[keyspaces[i].Name] = keyspaces[i].Shards
		for _, shard := range keyspaces[i].Shards {
			positions[keyspaces[i].Name+"/"+shard] = health.ShardIndex(index)
			index++
		}
	}
	var starts []cluster.Start
	for i, start := range listed {
		path := fmt.Sprintf("rollout.schedule.at[%d]", i)
		position, found := positions[start.keyspace+"/"+start.shard]
		switch {
		case c.full():
			return nil
		case found:
			starts = append(starts, cluster.Start{Shard: position, At: sim.Time(start.at)})
		case shards[start.keyspace] == nil:
			c.rule(false, []string{path + ".keyspace", "cluster.keyspaces"}, "%s", wording.Unknown("keyspace", start.keyspace, names))
		default:
			c.rule(false, []string{path + ".shard", "cluster.keyspaces"}, "%s has no shard %s%s", start.keyspace, wording.Quoted(start.shard), wording.DidYouMean(start.shard, shards[start.keyspace]))
		}
	}
	return starts
}

func (d *document) gatesConfig() model.Gates {
	g := &d.vtgates
	return model.Gates{
		Count:        g.count,
		NetworkDelay: g.networkDelay.built,
		Notification: g.notification,
		Watcher: watcher.Config{
			Primary:            g.processing.primary.built,
			Promotion:          g.processing.effectivePromotion().built,
			Other:              g.processing.other.built,
			HasStalls:          g.processing.hasStall,
			StallEvery:         g.processing.stall.every.built,
			StallLasts:         g.processing.stall.lasts.built,
			LockHoldPerQuery:   g.processing.lockHoldPerQuery.built,
			EventChannel:       g.eventChannel,
			EventProcessing:    g.eventProcessing.built,
			WaitForReparent:    g.watcher.waitForReparent,
			HealthCheckTimeout: g.healthcheckTimeout,
			RetryDelay:         g.healthcheckRetried,
		},
		Buffer: buffer.Config{
			Enabled:                 g.buffer.enabled,
			Window:                  g.buffer.window,
			Size:                    g.buffer.size,
			MaxFailoverDuration:     g.buffer.maxFailover,
			MinTimeBetweenFailovers: g.buffer.minBetween,
			DrainConcurrency:        g.buffer.drainConcurrency,
			Shards:                  g.buffer.bufferedShards(),
		},
	}
}
