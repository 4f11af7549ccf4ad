package vtgate

import (
	"cmp"
	"slices"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// timelineWorld is the world of a simulated vtgate: the cluster's Timeline, and the network between the two.
type timelineWorld struct {
	clock   *clock
	config  *Config
	health  *HealthCheck
	watch   *Watch
	gateway *Gateway

	timeline *cluster.Timeline
	nextMode int
	arrivals []arrival // in order of time
	next     int
	last     []sim.Time // by tablet: when its last update arrives

	everyUpdate bool // play quiet updates event by event too
}

// arrival is the arrival of an update at the vtgate. Each update has its own network delay, and the updates of a tablet
// stay in order.
type arrival struct {
	at    sim.Time
	index int32 // into the timeline's published updates
}

// begin puts the vtgate into the steady state in which a replication begins: every shard is known as serving, and
// nothing waits. It schedules everything that the cluster will do.
func (t *timelineWorld) begin(timeline *cluster.Timeline) {
	t.timeline, t.nextMode = timeline, 0
	primary := func(s health.ShardIndex) health.TabletIndex { return timeline.Layout.Shards[s].Primary }
	t.watch.watcher.KnowAll(func(s health.ShardIndex) (health.TabletIndex, int64) { return primary(s), 1 })
	t.gateway.buffers.buffer.KnowPrimaries(primary)
	for tablet := range timeline.Layout.Tablets {
		t.gateway.SetMode(health.TabletIndex(tablet), health.ReadOnly)
	}
	for s := range timeline.Layout.Shards {
		t.gateway.SetMode(primary(health.ShardIndex(s)), health.ReadWrite)
	}
	t.scheduleArrivals()
	slowest := timeline.Config.HealthCheckInterval + t.config.NetworkDelay.Longest()
	t.health.settle(slowest >= t.config.HealthCheckTimeout)
	t.scheduleBreaks()
	if len(timeline.Modes) > 0 {
		t.clock.schedule(timeline.Modes[0].At, eventMode, 0)
	}
	t.watch.startStalls()
}

// scheduleArrivals computes the arrival of every published update and schedules the first.
func (t *timelineWorld) scheduleArrivals() {
	published := t.timeline.Published
	t.next, t.arrivals = 0, slices.Grow(t.arrivals[:0], len(published))
	if t.last == nil {
		t.last = make([]sim.Time, len(t.timeline.Layout.Tablets))
	}
	clear(t.last)
	delay := &t.config.NetworkDelay
	fixed, constant := delay.IsConstant()
	key := t.clock.key.With(purposeNetwork)
	sorted := true
	for i := range published {
		p := &published[i]
		at := p.At.Add(fixed)
		if !constant {
			at = p.At.Add(delay.Quantile(key.With(uint64(p.Update.Tablet)<<32 | uint64(p.Number)).Uniform()))
		}
		at = max(at, t.last[p.Update.Tablet])
		t.last[p.Update.Tablet] = at
		sorted = sorted && (i == 0 || t.arrivals[i-1].at <= at)
		t.arrivals = append(t.arrivals, arrival{at, int32(i)})
	}
	if !sorted {
		sortArrivals(t.arrivals)
	}
	t.scheduleArrival()
}

// sortArrivals sorts arrivals, which are in order of departure. Delays are mostly short compared with the time between
// updates, so few arrivals move, and not far. It sorts by insertion, unless that takes too many moves.
func sortArrivals(arrivals []arrival) {
	moves := 0
	for i := 1; i < len(arrivals); i++ {
		a := arrivals[i]
		j := i
		for ; j > 0 && a.at < arrivals[j-1].at; j-- {
			arrivals[j] = arrivals[j-1]
		}
		arrivals[j] = a
		if moves += i - j; moves > 16*len(arrivals) {
			slices.SortFunc(arrivals, func(a, b arrival) int {
				return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.index, b.index))
			})
			return
		}
	}
}

func (t *timelineWorld) scheduleArrival() {
	if t.next < len(t.arrivals) {
		t.clock.schedule(t.arrivals[t.next].at, eventArrival, 0)
	}
}

// arrive passes the next update to the health check. If it is quiet, all quiet updates that arrive before anything else
// happens pass with it.
func (t *timelineWorld) arrive() {
	if t.passQuietly() {
		t.scheduleArrival()
		return
	}
	update := &t.timeline.Published[t.arrivals[t.next].index].Update
	t.next++
	t.scheduleArrival()
	t.health.hear(update)
}

// scheduleBreaks schedules the breaks of health streams. They reach vtgate over the network, after the tablet's
// updates.
func (t *timelineWorld) scheduleBreaks() {
	key := t.clock.key.With(purposeNetwork)
	for i, b := range t.timeline.Streams {
		delay := t.config.NetworkDelay.Quantile(key.With(uint64(b.Tablet)<<32 | 1<<31).Uniform())
		t.clock.schedule(max(b.At.Add(delay), t.last[b.Tablet]), eventStreamBreak, int32(i))
	}
}

// breakStream carries out the timeline's break with the given number.
func (t *timelineWorld) breakStream(index int32) {
	if b := t.timeline.Streams[index]; b.Silent {
		t.health.Silence(b.Tablet)
	} else {
		t.health.Break(b.Tablet)
	}
}

// changeMode carries out the timeline's next change of a tablet's mode.
func (t *timelineWorld) changeMode() {
	change := t.timeline.Modes[t.nextMode]
	t.gateway.SetMode(change.Tablet, change.Mode)
	t.nextMode++
	if t.nextMode < len(t.timeline.Modes) {
		t.clock.schedule(t.timeline.Modes[t.nextMode].At, eventMode, 0)
	}
}

// Says returns the tablet's last update, whether or not vtgate received it.
func (t *timelineWorld) Says(tablet health.TabletIndex, now sim.Time) health.Update {
	return t.timeline.Says(tablet, now)
}

// Arrange puts the shards into a random order, as a Go map does.
func (t *timelineWorld) Arrange(made int32, shards []health.ShardEvent) {
	stream := t.clock.key.With(purposeShards).With(uint64(made)).Stream()
	for i := len(shards) - 1; i > 0; i-- {
		j := min(int(stream.Float64()*float64(i+1)), i)
		shards[i], shards[j] = shards[j], shards[i]
	}
	if t.clock.reversed.shards {
		slices.Reverse(shards)
	}
}
