package model

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

// Purposes of a vtgate's random streams: parts of their keys.
const (
	purposeShards uint64 = 999 + iota
	purposeNetwork
	purposeProcessing
	purposeStall
	purposeQueries
	purposeTransaction
	purposeHold
	purposeConsumer
	purposeAttempt // must be the last: the attempt's number is added
)

// Gate is one vtgate: health check, notification, watcher, buffer and gateway, wired together on one
// calendar. It is played again and again and keeps its memory; nothing is shared between gates.
type Gate struct {
	config   *Config
	layout   *cluster.Layout
	timeline *cluster.Timeline
	key      sim.Key // of the replication and vtgate

	simulation sim.Simulation[event]
	queue      notify.Queue
	watcher    *watcher.Watcher
	buffer     *buffer.Buffer

	shards        []gateShard
	keyspaceLocks []lock
	modes         []health.Mode // by tablet
	network       network
	watching      watching
	consuming     consuming
	streams       streams
	flows         flows
	deadlines     deadlines
	partitions    [][][]health.ShardIndex // per keyspace: changes of the topology not yet taken in

	requests     []request
	freeRequests []int32
	open         int     // requests under way
	serial       uint32  // of the latest request
	ready        []actor // woken at this instant
	dirty        []health.ShardIndex
	nextMode     int

	deadlockAt  sim.Time
	reversed    tieOrder
	everyUpdate bool // play quiet updates event by event as well

	unit   *record.Unit
	whole  bool // the unit is drawn, traced or replayed: everything that happens is kept
	script *scriptPlayer
}

// gateShard is what a vtgate keeps of a shard beside its buffer and the watcher's view.
type gateShard struct {
	primary  health.TabletIndex // the health check's healthy primary
	term     int64
	lock     lock       // of the shard buffer
	limit    sim.Handle // end of the maximum duration
	window   sim.Handle // end of the oldest request's window
	windowAt sim.Time
	episode  int32 // of the buffering under way, in the journal
	dirty    bool
}

// NewGate returns a vtgate of the configuration that is played with the given notification strategy.
func NewGate(config *Config, layout *cluster.Layout, strategy notify.Spec) *Gate {
	keyspaceOf := make([]health.KeyspaceIndex, len(layout.Shards))
	for s := range layout.Shards {
		keyspaceOf[s] = layout.Shards[s].Keyspace
	}
	g := &Gate{config: config, layout: layout,
		queue:         notify.New(strategy),
		watcher:       watcher.New(config.Gates.Watcher.WaitForReparent, len(layout.Keyspaces), keyspaceOf, layout.Overlaps()),
		buffer:        buffer.New(config.Gates.Buffer, len(layout.Shards), bufferedShards(layout, config.Gates.Buffer.Shards)),
		shards:        make([]gateShard, len(layout.Shards)),
		keyspaceLocks: make([]lock, len(layout.Keyspaces)),
		partitions:    make([][][]health.ShardIndex, len(layout.Keyspaces)),
		modes:         make([]health.Mode, len(layout.Tablets)),
		unit:          record.NewUnit(len(layout.Keyspaces), len(layout.Shards)),
	}
	g.simulation.Name = func(e event) string { return e.kind.String() }
	g.flows = newFlows(config)
	return g
}

// bufferedShards tells which shards buffering is limited to: all, or those named by keyspace or
// keyspace/shard.
func bufferedShards(layout *cluster.Layout, names []string) func(health.ShardIndex) bool {
	return func(s health.ShardIndex) bool {
		return len(names) == 0 || slices.Contains(names, layout.ShardName(s)) || slices.Contains(names, layout.Keyspaces[layout.Shards[s].Keyspace])
	}
}

// reset prepares the gate for the next unit.
func (g *Gate) reset(timeline *cluster.Timeline, key sim.Key, begin sim.Time) {
	g.timeline, g.key = timeline, key
	g.simulation.Reset(begin)
	g.queue.Reset()
	g.watcher.Forget()
	g.buffer.Reset()
	for s := range g.shards {
		own := g.shards[s].lock
		own.clear()
		g.shards[s] = gateShard{primary: health.NoTablet, windowAt: sim.Never, lock: own}
	}
	for k := range g.keyspaceLocks {
		g.keyspaceLocks[k].clear()
		g.partitions[k] = nil
	}
	g.requests, g.freeRequests, g.open = g.requests[:0], g.freeRequests[:0], 0
	g.ready, g.dirty, g.nextMode = g.ready[:0], g.dirty[:0], 0
	g.watching, g.consuming = watching{}, consuming{channel: g.consuming.channel[:0], senders: g.consuming.senders[:0]}
	g.deadlockAt = sim.Never
	g.unit.Reset(g.whole)
	g.streams.reset()
	g.deadlines.reset()
}

// settle puts the gate into the steady state in which a replication begins: every shard is known as
// serving, nothing waits.
func (g *Gate) settle() {
	primary := func(s health.ShardIndex) health.TabletIndex { return g.layout.Shards[s].Primary }
	g.watcher.KnowAll(func(s health.ShardIndex) (health.TabletIndex, int64) { return primary(s), 1 })
	g.buffer.KnowPrimaries(primary)
	for t := range g.modes {
		g.modes[t] = health.ReadOnly
	}
	for s := range g.shards {
		g.shards[s].primary, g.shards[s].term = g.layout.Shards[s].Primary, 1
		g.modes[g.layout.Shards[s].Primary] = health.ReadWrite
	}
}

// grace is how long after the horizon a replication may go on until all that has begun has ended. A query
// that is open even then is stuck.
const grace = sim.Time(5 * 60 * 1e9)

// play runs one unit.
func (g *Gate) play(timeline *cluster.Timeline, key sim.Key) error {
	g.reset(timeline, key, 0)
	g.settle()
	g.startNetwork()
	g.startStreams()
	if len(timeline.Modes) > 0 {
		g.schedule(timeline.Modes[0].At, eventMode, 0)
	}
	g.startStalls()
	g.startFlows()
	horizon := g.config.Cluster.Horizon
	if err := g.simulation.Run(horizon, g.handle); err != nil {
		return err
	}
	if err := g.simulation.Run(horizon+grace, g.handle); err != nil {
		return err
	}
	g.finishFlows()
	g.endUnit(horizon)
	return nil
}

// endUnit accounts for what is still under way at the end of the unit.
func (g *Gate) endUnit(horizon sim.Time) {
	for n := range g.requests {
		if r := &g.requests[n]; r.open {
			g.account(r, record.OutcomeStuck)
		}
	}
	t := &g.unit.Tally
	for i := range g.buffer.Counters {
		t.Buffer.Add(&g.buffer.Counters[i])
	}
	g.unit.Finish(horizon)
	footprint := g.queue.Footprint()
	t.HeldMaxBytes, t.AllocatedBytes = footprint.HeldMaxBytes, footprint.AllocatedBytes
	t.BufferUsedMax, t.Events = g.buffer.UsedMax(), g.simulation.Executed()
}

// handle lets an event happen, and everything that follows from it at the same instant.
func (g *Gate) handle(e event) {
	if g.happens(e) {
		g.unit.Happened(g.simulation.Now(), e.kind.ofQueries())
	}
	g.runReady()
	g.refreshDirty()
}

// happens carries an event out. It returns false for a timer that went off for nothing.
func (g *Gate) happens(e event) bool {
	switch e.kind {
	case eventArrival:
		g.arrive()
	case eventWatcherDone:
		g.watcherDone()
	case eventMode:
		g.changeMode()
	case eventQuery:
		g.queryArrives(health.ShardIndex(e.index))
	case eventAttemptDone:
		g.attemptDone(e.index)
	case eventUnlock:
		r := &g.requests[e.index]
		if g.askedWatcher(e.index, r) {
			g.proceed(e.index)
		}
	case eventDeadline:
		n, due := g.nextDeadline()
		if due {
			g.clientGivesUp(n)
		}
		return due
	case eventWindow:
		return g.windowEnds(e.index)
	case eventMaxDuration:
		g.limitReached(e.index)
	case eventConsumerReady:
		g.consumerReady()
	case eventConsumerStep:
		g.consumerObserves()
	case eventStallBegin:
		g.stallBegins()
	case eventStallEnd:
		g.stallEnds()
	case eventStreamBreak:
		g.streamBreaks(e.index)
	case eventStreamRetry:
		g.retryStream(health.TabletIndex(e.index))
	case eventStreamTimeout:
		g.streamTimesOut(health.TabletIndex(e.index))
	case eventScript:
		g.script.step(g)
	}
	return true
}

// changeMode makes tablets answer in another way from now on.
func (g *Gate) changeMode() {
	modes := g.timeline.Modes
	change := modes[g.nextMode]
	g.modes[change.Tablet] = change.Mode
	g.touch(g.layout.Tablets[change.Tablet].Shard)
	g.nextMode++
	if g.nextMode < len(modes) {
		g.schedule(modes[g.nextMode].At, eventMode, 0)
	}
}

// touch notes that queries of the shard may now fare differently.
func (g *Gate) touch(s health.ShardIndex) {
	if !g.shards[s].dirty {
		g.shards[s].dirty = true
		g.dirty = append(g.dirty, s)
	}
}

func (g *Gate) refreshDirty() {
	for _, s := range g.dirty {
		g.shards[s].dirty = false
		g.refreshFlow(s)
	}
	g.dirty = g.dirty[:0]
}

// affected reports whether a query that arrives for the shard now might do anything but work at once.
func (g *Gate) affected(s health.ShardIndex) bool {
	shard := &g.shards[s]
	return shard.primary == health.NoTablet || g.modes[shard.primary] != health.ReadWrite ||
		!shard.lock.free() || g.buffer.Shard(s).State == buffer.Buffering
}

// requestUniform returns the uniform of a request for one purpose.
func (g *Gate) requestUniform(r *request, purpose uint64) float64 {
	return r.key.With(purpose).Uniform()
}

func (g *Gate) shardOf(a actor) health.ShardIndex { return health.ShardIndex(a.index) }
