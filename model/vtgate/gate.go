package vtgate

import (
	"slices"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

// Gate is one vtgate: its parts on one clock. It plays one unit after another and reuses its memory. Gates share
// nothing.
type Gate struct {
	Unit *record.Unit
	// Whole makes units keep a journal.
	Whole bool
	// The parts that a world acts on.
	Health   HealthCheck
	Watch    Watch
	Topology Topology
	Gateway  Gateway

	clock      clock
	fates      fates
	goroutines goroutines
	locks      *locks
	consumer   consumer
	buffers    shardBuffers
	requests   requests
	causes     causes

	timeline timelineWorld
	flows    flows
	acts     []func() // scheduled by a world that is not a timeline
}

// New returns a vtgate for a cluster with the given layout, under a notification strategy. No query, repeat, retry or
// stall begins at or after the horizon.
func New(config *Config, layout *cluster.Layout, horizon sim.Time, strategy notify.Spec) *Gate {
	shards, keyspaces, tablets := len(layout.Shards), len(layout.Keyspaces), len(layout.Tablets)
	g := &Gate{Unit: record.NewUnit(keyspaces, shards), locks: newLocks(layout)}
	unit := g.Unit
	clock, fates, goroutines, locks := &g.clock, &g.fates, &g.goroutines, g.locks
	g.clock.horizon = horizon
	g.clock.Name = func(e event) string { return e.kind.String() }
	fates.noted = make([]bool, shards)
	g.goroutines.clock, g.goroutines.resume = clock, g.resume
	locks.clock, locks.unit, locks.fates, locks.goroutines = clock, unit, fates, goroutines

	watched := newWatcher(config, layout)
	buffered := buffer.New(config.Buffer, shards, bufferedShards(layout, config.Buffer.Shards))
	g.requests = requests{clock: clock, unit: unit}
	g.causes = causes{clock: clock, unit: unit, layout: layout, watcher: watched, buffer: buffered}
	g.buffers = shardBuffers{clock: clock, config: config, unit: unit, locks: locks, fates: fates,
		goroutines: goroutines, causes: &g.causes, requests: &g.requests, buffer: buffered,
		shards: make([]episode, shards)}
	g.consumer = consumer{clock: clock, config: config, unit: unit, locks: locks, goroutines: goroutines,
		watcher: watched, buffers: &g.buffers}
	queue := notify.New(strategy)
	passer, _ := queue.(notify.Passer)
	g.Watch = Watch{clock: clock, config: config, layout: layout, unit: unit, locks: locks, queue: queue,
		passer: passer, watcher: watched, consumer: &g.consumer}
	g.Topology = Topology{clock: clock, unit: unit, locks: locks, watcher: watched, consumer: &g.consumer,
		keyspaces: make([]topologyState, keyspaces)}
	g.Health = HealthCheck{clock: clock, config: config, layout: layout, fates: fates, watch: &g.Watch,
		primaries: make([]primary, shards)}
	g.Gateway = Gateway{clock: clock, config: config, layout: layout, unit: unit, locks: locks, fates: fates,
		buffers: &g.buffers, requests: &g.requests, health: &g.Health, watch: &g.Watch,
		modes: make([]health.Mode, tablets)}
	g.timeline = timelineWorld{clock: clock, config: config, health: &g.Health, watch: &g.Watch, gateway: &g.Gateway}
	w := &config.Workload
	g.flows = flows{clock: clock, config: config, unit: unit, locks: locks, fates: fates, health: &g.Health,
		gateway: &g.Gateway, always: w.ExecuteTime.Longest() > w.ClientTimeout, varied: config.variesQueries(),
		laws: binLaws(w, horizon), shards: make([]flow, len(w.ShardWeights))}
	return g
}

func newWatcher(config *Config, layout *cluster.Layout) *watcher.Watcher {
	keyspaceOf := make([]health.KeyspaceIndex, len(layout.Shards))
	for s := range layout.Shards {
		keyspaceOf[s] = layout.Shards[s].Keyspace
	}
	return watcher.New(config.Watcher, len(layout.Keyspaces), keyspaceOf, layout.Overlaps())
}

// bufferedShards reports which shards are buffered: those named by keyspace or keyspace/shard, or all without names.
func bufferedShards(layout *cluster.Layout, names []string) func(health.ShardIndex) bool {
	return func(s health.ShardIndex) bool {
		return len(names) == 0 || slices.Contains(names, layout.ShardName(s)) ||
			slices.Contains(names, layout.Keyspaces[layout.Shards[s].Keyspace])
	}
}

// Begin starts a unit in a world, at an instant at which nothing is known and nothing is scheduled. The timeline holds
// the true state of the shards.
func (g *Gate) Begin(world World, timeline *cluster.Timeline, key sim.Key, begin sim.Time) {
	g.clock.Reset(begin)
	g.clock.key = key
	g.Health.world, g.consumer.world, g.causes.timeline = world, world, timeline
	g.Unit.Reset(g.Whole)
	g.fates.reset()
	g.goroutines.ready = g.goroutines.ready[:0]
	g.locks.reset()
	g.requests.reset()
	g.buffers.reset()
	g.consumer.reset()
	g.Watch.reset()
	g.Topology.reset()
	g.Health.reset()
	g.acts = g.acts[:0]
}

// At schedules an act of the world.
func (g *Gate) At(at sim.Time, act func()) {
	g.clock.schedule(at, eventWorld, int32(len(g.acts)))
	g.acts = append(g.acts, act)
}

// Run plays the unit up to an instant, without the events of that instant. The error is a *sim.BudgetError.
func (g *Gate) Run(until sim.Time) error { return g.clock.Run(until, g.handle) }

// handle carries out an event and everything that follows from it at the same instant.
func (g *Gate) handle(e event) {
	if g.happens(e) {
		g.Unit.Happened(g.clock.Now(), e.kind.ofQueries())
	}
	if len(g.goroutines.ready) > 0 {
		g.goroutines.run()
	}
	if len(g.locks.taken) > 0 {
		g.locks.keep()
	}
	if len(g.fates.shards) > 0 {
		g.flows.refresh()
	}
}

// happens carries out an event. It returns false for a timer that fired for nothing.
func (g *Gate) happens(e event) bool {
	shard, tablet := health.ShardIndex(e.index), health.TabletIndex(e.index)
	switch e.kind {
	case eventArrival:
		g.timeline.arrive()
	case eventWatcherDone:
		g.Watch.finished()
	case eventMode:
		g.timeline.changeMode()
	case eventQuery:
		g.flows.arrive(shard)
	case eventAttemptDone:
		g.Gateway.attemptDone(e.index)
	case eventUnlock:
		g.Gateway.unlock(e.index)
	case eventDeadline:
		return g.buffers.deadlineReached()
	case eventWindow:
		return g.buffers.windowEnds(shard)
	case eventMaxDuration:
		g.buffers.limitReached(shard)
	case eventConsumerReady:
		g.consumer.walk()
	case eventConsumerStep:
		g.consumer.stepDone()
	case eventStallBegin:
		g.Watch.stallBegins()
	case eventStallEnd:
		g.Watch.stallEnds()
	case eventStreamBreak:
		g.timeline.breakStream(e.index)
	case eventStreamRetry:
		g.Health.retry(tablet)
	case eventStreamTimeout:
		g.Health.timeOut(tablet)
	case eventWorld:
		g.acts[e.index]()
	}
	return true
}

// resume continues a goroutine that was woken or has been given the lock that it waited for.
func (g *Gate) resume(one goroutine) {
	shard := health.ShardIndex(one.index)
	switch one.kind {
	case grantShard:
		g.locks.grantShard(shard)
	case grantKeyspace:
		g.locks.grantKeyspace(health.KeyspaceIndex(one.index))
	case watcherLoop:
		g.Watch.resume()
	case topologyWatcher:
		g.Topology.resume(health.KeyspaceIndex(one.index))
	case eventConsumer:
		g.consumer.resume()
	case requestHandler:
		g.Gateway.proceed(one.index)
	case windowTimer:
		g.buffers.evictOldest(heldShard{shard})
	case limitTimer:
		g.buffers.stopAtLimit(heldShard{shard})
	case drainer:
		g.buffers.endDrain(heldShard{shard})
	}
}
