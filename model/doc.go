// Package model is an experiment with mass reparenting: the same replications of a cluster and its vtgates, under one
// or more notification strategies.
//
// # The way of a health update
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
// Vitess means v0.21.0 to v0.23.0, directory go/vt; a name in brackets is a recording of that code on a virtual
// clock, in replay/testdata, which the model reproduces to the microsecond in every release
// (TestRecordedCases, TestRecordedRandomScripts).
//
// Health check (discovery/healthcheck.go, discovery/tablet_health_check.go; vtgate/health.go,
// vtgate/stream.go):
//
//   - Updates arrive in order for each tablet and change the map of healthy primaries at once, whatever the
//     watcher gets to see: an up primary takes the place unless its term is lower, one that is not up leaves it
//     only if it is the one there, a replica never does [replica_before_promotion].
//   - Each update is offered to the watcher once and without waiting; if the channel is full the new one is lost,
//     silently in v21, counted from v22 on. A replica's takes a place like any other [replica_noise]
//     (vitessio/vitess#17629; package notify).
//   - A stream that ends makes an update of vtgate's own, not serving with the old type and term; so does every failed
//     attempt to open it again, 2 ms later at first and twice as long each time [stream_break]. One that is silent for the
//     health check's timeout makes two.
//   - A tablet that is removed is forgotten by the health check, which looks for the primary anew; the watcher is not told.
//   - A tablet repeats its state an interval after its last update; a change restarts the interval (vttablet's
//     state manager; package cluster).
//
// Watcher (discovery/keyspace_events.go; package watcher, vtgate/watch.go, vtgate/consume.go):
//
//   - One goroutine for all keyspaces takes one update at a time; replicas' change nothing, nor does a shard's first
//     if it does not serve. Serving is set first, then, with a higher term, term and primary.
//   - A keyspace is whole when all its shards serve; becoming whole makes one event with all of them. A higher term alone
//     makes it not whole, so that each promotion makes an event.
//   - "Not serving" is believed whatever its term and tablet, so that a late one puts a shard down that serves; the
//     next update of any serving primary repairs that [stream_break].
//   - From v22 on the start of buffering marks the shard as not serving, and after an error that speaks of a
//     reparent only a higher term is accepted then; "not serving" lifts that [prs_fails_health_first,
//     prs_fails_error_first]. Before, the end of another reparent ended it too early [external_race_prs] (#16438).
//   - The event waits for room in a channel of 10, with the keyspace locked [events_backpressure]. Locks are those of
//     sync.RWMutex as recorded; a cycle of them is for good [lock_cycle] (#20281;
//     vtgate/lock.go).
//
// Gateway (vtgate/tabletgateway.go; here vtgate/gateway.go, vtgate/request.go):
//
//   - retry_count+1 rounds without a pause: ask the buffer, unless the request has been in it; look for the healthy primary;
//     execute there, but not twice on one tablet [prs_fails_error_first].
//   - A shard that is buffering takes every request; an idle one begins to for an error of the round before that speaks of
//     a reparent, never for an unreachable primary [crash_before_break] nor for a wrong tablet type.
//   - Without a healthy primary the error is, in this order: resharding; not serving, if the watcher thinks so and the keyspace
//     is not whole; inconsistent state, if the watcher has a primary [slow_watcher]; no healthy tablet, which ends the request.
//   - Inside a transaction nothing is buffered [in_transaction]; errors out of the buffer are final.
//
// Shard buffer (vtgate/buffer: buffer.go, shard_buffer.go, timeout_thread.go; package
// buffer, here vtgate/buffering.go, vtgate/drain.go):
//
//   - It begins unless it stopped, or an event changed the primary, less than the minimum time ago, in this order; the first
//     primary is no change; the clock is set by the event, not by the promotion [min_time_between, low_qps].
//   - It stops when an event comes, for all shards in it, whatever their state [reshard], or after the maximum duration
//     [max_duration], of which the watcher learns nothing.
//   - A window ends for one request, which goes on with its round; buffering goes on [window_exceeded].
//   - One size for all shards. When it is used up a shard with waiting requests evicts its oldest, one without refuses
//     [buffer_full_across_shards]. A slot comes back when the request has returned, after a drain or its window, or at once
//     at the client's deadline; the new request inherits that of the one it evicts.
//   - A drain takes the queue in order with as many workers as configured; each waits until its request has returned
//     [drain_concurrency_1, drain_concurrency_8].
//
// Reparents (vtctl/reparentutil; package cluster): the old primary refuses writes and says that it does not serve; the new one takes
// writes and says so with a higher term; the old one turns into a replica. An external reparent leaves out the first news, an
// emergency breaks the old primary's stream or silences it, a failed one ends with the old primary and its old term.
//
// # What is not played event by event
//
// Three things that happen often and matter seldom take no calendar entry where that is exactly equivalent, and tests play both
// ways: queries of a shard that is whole, of which only the number is drawn (vtgate/flow.go); updates that change nothing, at a watcher
// with nothing to do (vtgate/quiet.go); timers that only the earliest of needs (vtgate/deadline.go).
//
// # The same instant
//
// Real Vitess leaves several orders to chance: the order of shards within a keyspace event and of an
// event's subscribers (Go maps), which of two goroutines woken at one instant runs first, which of two
// ready cases a select takes. The model chooses: shards in a random order for each event (in that of the
// configuration in a replay); the priorities in vtgate/event.go between kinds of events; woken goroutines in the order in
// which they were woken, but the one that runs goes on first. (That the maximum duration comes before a window that
// ends with it is not left to chance: its timer is set first, and recordings show it.) A test reverses all three and
// finds every mean of the shipped scenarios within its half-width.
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
