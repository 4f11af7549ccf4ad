package cluster

import (
	"time"

	"github.com/reparentsim/reparentsim/sim"
)

// Config describes the sharded database and its rollout.
type Config struct {
	Keyspaces           []Keyspace
	ReplicasPerShard    int
	HealthCheckInterval time.Duration
	ReplicaUpdateRate   float64 // further updates of all replicas together, per second and vtgate (Poisson)

	Start    sim.Time // of the rollout
	Horizon  sim.Time // no reparent and no periodic update starts later
	Schedule Schedule
	Shuffled bool // order: shuffled
	Mix      []MixEntry
}

// Keyspace is a named list of shards.
type Keyspace struct {
	Name   string
	Shards []string // such as "-80", "80-"
}

// MixEntry is one kind of failover in the rollout's mix.
type MixEntry struct {
	Kind              string // a listed kind's name
	Weight            float64
	Demote            sim.Distribution // start → the old primary refuses writes
	Outage            sim.Distribution // refuses → the new primary accepts writes
	Announce          sim.Distribution // accepts → its health update leaves the tablet
	OldPrimaryReports sim.Distribution // accepts → the old primary says REPLICA, serving
	Silent            bool             // emergency: the stream falls silent instead of breaking
	Source            string
}
