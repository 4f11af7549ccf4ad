package vtgate

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// World is what a vtgate lives in: the Timeline of a simulated cluster (timeline.go), or a script that is replayed
// (package replay). It acts on the vtgate of its own accord; these are the questions that a vtgate asks it.
type World interface {
	// Says returns what a tablet tells of itself when its health stream is opened.
	Says(tablet health.TabletIndex, now sim.Time) health.Update
	// Arrange puts the shards of the vtgate's keyspace event number made, from 0, into the order in which the buffer's
	// consumer visits them: in Vitess that of a Go map, so any.
	Arrange(made int32, shards []health.ShardEvent)
}
