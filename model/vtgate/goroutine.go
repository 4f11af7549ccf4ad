package vtgate

import "github.com/reparentsim/reparentsim/model/health"

// goroutine identifies a goroutine of the real vtgate: something that can hold a lock or wait for one.
type goroutine struct {
	kind  goroutineKind
	index int32             // of the request, shard or keyspace
	shard health.ShardIndex // of the request
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
	// Not goroutines: a released lock that goes to the first in line.
	grantShard
	grantKeyspace
)

// goroutines are those that were woken at this instant.
type goroutines struct {
	clock  *clock
	ready  []goroutine     // woken, in this order
	resume func(goroutine) // continues one
}

// wake makes a goroutine run at this instant, after those woken before it.
func (g *goroutines) wake(one goroutine) { g.ready = append(g.ready, one) }

// run resumes the woken goroutines until none is left.
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
