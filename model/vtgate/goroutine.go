package vtgate

import "github.com/reparentsim/reparentsim/model/health"

// goroutine names a goroutine of the real vtgate as the model sees it: something that can hold a lock and wait for one.
type goroutine struct {
	kind  goroutineKind
	index int32             // request, shard or keyspace
	shard health.ShardIndex // of a request
}

type goroutineKind uint8

const (
	nobody          goroutineKind = iota
	watcherLoop                   // the keyspace event watcher
	topologyWatcher               // keyspace index's watcher of the topology
	eventConsumer                 // the buffer's consumer of keyspace events
	requestHandler                // request index
	windowTimer                   // shard index's timeout thread, about to evict the oldest request
	limitTimer                    // shard index's timeout thread, about to stop buffering
	drainer                       // shard index's drain, about to make the buffer idle
	// A lock that goes to the first in line.
	grantShard
	grantKeyspace
)

// goroutines are those that go on at this instant.
type goroutines struct {
	clock  *clock
	ready  []goroutine     // woken, in this order
	resume func(goroutine) // lets one go on
}

// wake lets a goroutine go on at this instant, after those woken before it.
func (g *goroutines) wake(one goroutine) { g.ready = append(g.ready, one) }

// run lets all goroutines that were woken go on until none is left.
func (g *goroutines) run() {
	for i := 0; i < len(g.ready); i++ {
		if g.clock.reversed.woken {
			last := len(g.ready) - 1
			g.ready[i], g.ready[last] = g.ready[last], g.ready[i]
		}
		g.resume(g.ready[i])
	}
	g.ready = g.ready[:0]
}
