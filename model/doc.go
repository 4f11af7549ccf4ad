// Package model simulates mass reparenting: it plays the same replications of a cluster and its vtgates under one or
// more notification strategies.
//
// # The path of a health update
//
//	tablet ─► network ─► health check ─► notification ─► watcher ─► event channel ─► consumer ─► shard buffers
//	(cluster)  (delay)   (its own map    (package        (package   (blocking,       (one event   (package
//	                      of primaries)   notify)         watcher)   capacity 10)     at a time)   buffer)
//
// A query asks the buffer, then the health check's map, then a tablet, in up to retry_count+1 rounds.
// Package cluster plays the tablets once for all vtgates (a Timeline); package vtgate plays one vtgate. Given the
// Timeline, vtgates do not influence one another, so (replication × strategy × vtgate) is the unit of work.
//
// # Rules and their sources
//
// Vitess means v0.21.0 to v0.23.0, directory go/vt. A name in brackets is a recording of that code on a virtual clock,
// in replay/testdata. The model reproduces each recording to the microsecond in every release (TestRecordedCases,
// TestRecordedRandomScripts).
//
// Health check (discovery/healthcheck.go, discovery/tablet_health_check.go; here vtgate/health.go, vtgate/stream.go):
//
//   - The updates of one tablet arrive in order. They change the map of healthy primaries at once, whether or not the
//     watcher ever sees them. A serving primary takes its shard's place in the map unless its term is lower; a primary
//     that does not serve leaves the map only if it is the one in it; a replica's update never changes the map
//     [replica_before_promotion].
//   - Each update is offered to the watcher once, without waiting. If the channel is full, the new update is lost:
//     silently in v21, counted from v22 on. A replica's update takes up room like any other [replica_noise]
//     (vitessio/vitess#17629; package notify).
//   - When a stream breaks, vtgate makes an update of its own: not serving, with the tablet's last type and term. So
//     does every failed attempt to reopen the stream, the first after 2 ms, each further one after twice the time
//     [stream_break]. A stream that is silent for the health check's timeout makes two such updates.
//   - When a tablet is removed, the health check forgets it and looks for the shard's primary again. The watcher is not
//     told.
//   - A tablet repeats its state one interval after its last update; a change restarts the interval (vttablet's
//     state manager; package cluster).
//
// Watcher (discovery/keyspace_events.go; here package watcher, vtgate/watch.go, vtgate/consume.go):
//
//   - One goroutine for all keyspaces takes one update at a time. An update of a replica changes nothing; neither does
//     a shard's first update if it does not serve. Serving is set first; then, if the term is higher, term and primary.
//   - A keyspace is whole when all its shards serve. When it becomes whole, one event names all of them. A higher term
//     alone makes the keyspace not whole, so every promotion makes an event.
//   - "Not serving" is believed whatever its term and tablet, so a late one takes down a shard that serves. The next
//     update of any serving primary repairs that [stream_break].
//   - From v22 on, the start of buffering marks the shard as not serving. If it starts for an error that speaks of a
//     reparent, only a higher term is accepted from then on, until a "not serving" arrives [prs_fails_health_first,
//     prs_fails_error_first]. Before v22, the end of another reparent ended the buffering too early [external_race_prs]
//     (#16438).
//   - The event waits for room in a channel of capacity 10, with the keyspace locked [events_backpressure]. Locks
//     behave as the recordings show sync.RWMutex to behave; a cycle of them lasts forever [lock_cycle] (#20281;
//     vtgate/lock.go).
//
// Gateway (vtgate/tabletgateway.go; here vtgate/gateway.go, vtgate/request.go):
//
//   - A request has retry_count+1 rounds, without a pause between them. In each it asks the buffer, unless it has been
//     in it already; looks for the healthy primary; and executes there, but not twice on the same tablet
//     [prs_fails_error_first].
//   - A shard that is buffering takes every request. An idle one starts to buffer if the request's last round ended
//     with an error that speaks of a reparent, but not for an unreachable primary [crash_before_break] or a wrong
//     tablet type.
//   - If there is no healthy primary, the error is the first that applies of these: resharding; not serving, if the
//     watcher thinks so and the keyspace is not whole; inconsistent state, if the watcher has a primary [slow_watcher];
//     no healthy tablet, which ends the request.
//   - Nothing is buffered inside a transaction [in_transaction]. Errors that the buffer returns are final.
//
// Shard buffer (vtgate/buffer: buffer.go, shard_buffer.go, timeout_thread.go; here package buffer, vtgate/buffering.go,
// vtgate/drain.go):
//
//   - Buffering does not start if the last one stopped, or an event last changed the primary, less than the minimum
//     time ago; the two are checked in this order. The first primary does not count as a change. The time counts from
//     the event, not from the promotion [min_time_between, low_qps].
//   - Buffering stops when an event arrives, for every shard in the event, whatever its state [reshard], or after the
//     maximum duration [max_duration]; the watcher does not learn of that.
//   - When a request's window ends, the request leaves the buffer and goes on with its round; the shard goes on
//     buffering [window_exceeded].
//   - All shards share one buffer size. When it is used up, a shard with waiting requests evicts its oldest, and a
//     shard without any refuses the new request [buffer_full_across_shards]. A slot is free again when its request has
//     returned after a drain or after its window, or at once at the client's deadline. A new request inherits the slot
//     of the one it evicts.
//   - A drain takes the queue in order, with as many workers as configured. Each worker waits until its request has
//     returned [drain_concurrency_1, drain_concurrency_8].
//
// Reparents (vtctl/reparentutil; here package cluster): in a planned reparent the old primary refuses writes and says
// that it does not serve; the new one takes writes and says so with a higher term; the old one becomes a replica. In an
// external reparent the old primary does not announce that it stops. In an emergency reparent the old primary's stream
// breaks or falls silent. A failed reparent ends with the old primary and its old term.
//
// # What is not played event by event
//
// Three things happen often and seldom matter. They take no calendar entry where leaving it out is exactly equivalent,
// and tests play them both ways: queries of a shard that is whole, of which only the number is drawn (vtgate/flow.go);
// updates that change nothing and reach an idle watcher (vtgate/quiet.go); timers of which only the earliest is needed
// (vtgate/deadline.go).
//
// # The same instant
//
// Real Vitess leaves several orders to chance: that of the shards within a keyspace event and of an event's subscribers
// (Go maps), which of two goroutines woken at the same instant runs first, and which of two ready cases a select takes.
// The model chooses. Shards are in a random order in each event (in a replay, in that of the configuration). Kinds of
// events follow the priorities in vtgate/event.go. Woken goroutines run in the order in which they were woken, after
// the one that is already running. (That the maximum duration comes before a window that ends at the same instant is
// not left to chance: its timer is set first, and recordings show it.) A test reverses all three choices and finds
// every mean of the shipped scenarios within its half-width.
//
// # Simplifications, and the error each can cause
//
//   - The watcher is the only subscriber of health updates. Real vtgates have two more (transaction resolver, schema
//     tracker) with channels of their own. They lose updates of their own and delay nobody here.
//   - The watcher's time for an update passes before it takes the lock, not while it holds it. Topology reads under the
//     lock (vitessio/vitess#20464) would make queries that ask the watcher wait. lock_hold_per_query models only the
//     other direction.
//   - Processing times and reparent durations follow distributions chosen by the scenario. Nobody has published
//     measurements of the watcher; shipped scenarios say "assumed".
//   - Queries are Poisson and independent of one another: applications do not retry, and connection pools do not run
//     dry. The real load after a failed query may be higher.
//   - A tablet answers in its execution time whatever its load. There is no surge on the new primary when a buffer
//     drains, so drains are at least as fast as real ones.
//   - Topology is stable in simulations: tablets do not come and go, and shards are not split (replay plays both).
//   - A request whose client gives up while it waits for a lock notices only when it has the lock, as in Vitess.
//   - A mutex is never in Go's starvation mode: a goroutine that takes a lock again at once wins against one
//     that waits. The recordings show this; with real clocks a waiter gets its turn after a millisecond.
package model
