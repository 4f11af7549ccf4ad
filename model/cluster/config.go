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
	Horizon  sim.Time // from here on no reparent starts and no tablet repeats its health
	Schedule Schedule
	Shuffled bool // the order of the shards is random
	Mix      []MixEntry
}

// Keyspace is a named list of shards.
type Keyspace struct {
	Name   string
	Shards []string // such as "-80", "80-"
}

// MixEntry is one entry of the rollout's mix of reparents. EntryField names the fields that only some kinds use.
type MixEntry struct {
	Kind              string // the name of a listed kind
	Weight            float64
	Demote            sim.Distribution // from the start until the old primary refuses writes
	Outage            sim.Distribution // from then until the new primary accepts writes
	Announce          sim.Distribution // from then until its health update leaves the tablet
	OldPrimaryReports sim.Distribution // from the promotion until the old primary says that it is a serving replica
	Silent            bool             // the dying primary's stream falls silent instead of breaking
	Source            string           // where the numbers come from
}
