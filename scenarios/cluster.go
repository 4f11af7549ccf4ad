package scenarios

import (
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/sim"
)

// clusterPart describes the database.
type clusterPart struct {
	keyspaces           []keyspace
	replicasPerShard    int
	healthCheckInterval time.Duration
	replicaUpdateRate   float64
}

func defaultCluster() clusterPart {
	return clusterPart{replicasPerShard: 2, healthCheckInterval: 20 * time.Second}
}

func (p *clusterPart) fields() []form.Field {
	return []form.Field{
		form.Key("keyspaces", "the keyspaces", &p.keyspaces, form.List(keyspaceForm, 1, maxShards, nil)).Needed(),
		form.Key("replicas_per_shard", "tablets of a shard besides its primary", &p.replicasPerShard,
			form.Count(0, form.Unlimited)),
		form.Key("health_check_interval", "time after which a tablet repeats its last health update",
			&p.healthCheckInterval, form.PositiveDuration),
		form.Key("replica_update_rate", "further updates of all replicas together, per second and vtgate",
			&p.replicaUpdateRate, form.NonNegative),
	}
}

// shardCount is the number of shards of all keyspaces.
func (d *draft) shardCount() int {
	total := 0
	for i := range d.cluster.keyspaces {
		total += d.cluster.keyspaces[i].shards.len()
	}
	return total
}

// clusterConfig returns the configuration of the database and its rollout.
func (d *draft) clusterConfig(c *form.Checker) cluster.Config {
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
		config.Mix = append(config.Mix, d.rollout.mix[i].config())
	}
	config.Schedule = d.rollout.schedule.config(c, config.Keyspaces)
	return config
}
