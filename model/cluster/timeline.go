package cluster

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Timeline is everything that the cluster does in one replication, fixed before any vtgate is played.
type Timeline struct {
	Reparents []Event // in the order of their starts
	// more to come: published updates, modes
}

// Event is one reparent as it happens.
type Event struct {
	Shard health.ShardIndex
	Kind  string
	Start sim.Time // the reparent begins
	Down  sim.Time // the old primary stops taking writes: the shard's outage begins
	Up    sim.Time // a primary takes writes again: the outage ends
}
