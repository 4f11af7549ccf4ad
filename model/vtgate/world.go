package vtgate

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// World is what surrounds a vtgate: the Timeline of a simulated cluster (timeline.go), or a script that is replayed
// (package replay). It acts on the vtgate by itself; the methods are the questions that a vtgate asks it.
type World interface {
	// Says returns the update that a tablet sends when its health stream is opened.
	Says(tablet health.TabletIndex, now sim.Time) health.Update
	// Arrange puts the shards of a keyspace event into the order in which the buffer's consumer visits them. In Vitess
	// that is the order of a Go map, so it can be any. made is the event's number, from 0.
	Arrange(made int32, shards []health.ShardEvent)
}
