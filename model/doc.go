// Package model is a vtgate that lives through a mass reparenting, wired from its parts on one calendar.
//
// # The way of a health update
//
//	tablet ─► network ─► health check ─► notification ─► watcher ─► event channel ─► consumer ─► shard buffers
//	(cluster)  (delay)   (its own map    (package        (package   (blocking,       (one event   (package
//	                      of primaries)   notify)         watcher)   capacity 10)     at a time)   buffer)
//
// A query asks the buffer, then the health check's map, then a tablet, in up to retry_count+1 rounds.
// Package cluster plays the tablets once for all vtgates (a Timeline); a Gate plays one vtgate. Given the
// Timeline, vtgates do not influence one another, so (replication × strategy × vtgate) is the unit of work.
//
// # Rules and their sources
//
// Vitess means v0.21.0 to v0.23.0; "recorded" means that recordings of that code on a virtual clock, in
// testdata/recordings, are reproduced to the microsecond (TestRecordedCases, TestRecordedRandomScripts).
//
//	health check's map of primaries  go/vt/discovery/healthcheck.go (updateHealth, recomputeHealthy)   network.go
//	drop when the channel is full    go/vt/discovery/healthcheck.go (broadcast), vitessio/vitess#17629 network.go, package notify
//	streams that break or fall silent  go/vt/discovery/tablet_health_check.go (checkConn)              stream.go
//	when a shard or keyspace is well go/vt/discovery/keyspace_events.go (onHealthCheck, ensureConsistentLocked)  package watcher
//	waitForReparent, from v22 on     go/vt/discovery/keyspace_events.go (MarkShardNotServing), #16438  package watcher
//	events of a keyspace             go/vt/discovery/keyspace_events.go (broadcast: it waits, locked)  consuming.go
//	start, queue, eviction, drain    go/vt/vtgate/buffer (shard_buffer.go, timeout_thread.go)          package buffer, buffering.go
//	rounds of retry                  go/vt/vtgate/tabletgateway.go (withRetry)                         round.go
//	locks and their deadlock         sync.RWMutex as recorded; vitessio/vitess#20281                   lock.go
//
// # The same instant
//
// Real Vitess leaves several orders to chance: the order of shards within a keyspace event and of an
// event's subscribers (Go maps), which of two goroutines woken at one instant runs first, which of two
// ready cases a select takes. The model chooses: shards in the order of the configuration; the priorities
// in event.go between kinds of events; woken goroutines in the order in which they were woken, but the one
// that runs goes on first. (That the maximum duration comes before a window that ends with it is not left to
// chance: its timer is set first, and recordings show it.) A test reverses the priorities and finds every mean of the shipped scenarios within its half-width.
//
// # Simplifications, and the error each can cause
//
//   - One subscriber of health updates, the watcher. Real vtgates have two more (transaction resolver, schema
//     tracker) with channels of their own: they lose updates of their own and delay nobody here.
//   - The watcher's time for an update passes before it takes the lock, not while it holds it; topology reads
//     under the lock (vitessio/vitess#20464) would make queries that ask the watcher wait. lock_hold_per_query is the
//     other direction only.
//   - Processing times and reparent durations are laws chosen by the scenario. Nobody has published measurements of the
//     watcher; shipped scenarios say "assumed".
//   - Queries are Poisson and independent of one another: no retries by applications, no pools that run dry.
//     Real load after a failed query may be higher.
//   - A tablet answers in its execution time whatever its load: no surge on the new primary when a buffer
//     drains, so drains are at least as fast as real ones.
//   - Topology is stable in simulations: tablets do not come and go, shards are not split (replay plays both).
//   - A request whose client gives up while it waits for a lock notices only when it has the lock, as in Vitess.
//   - A mutex is never in Go's starvation mode: a goroutine that takes a lock again at once wins against one
//     that waits. The recordings show this; with real clocks a waiter gets its turn after a millisecond.
package model
