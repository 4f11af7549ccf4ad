package model

import (
	"cmp"
	"slices"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/sim"
)

// network carries the tablets' updates to the gate: in order for each tablet, each with its own delay.
type network struct {
	arrivals []arrival // in the order of time
	next     int
	last     []sim.Time // by tablet: when its last update arrived
}

type arrival struct {
	at    sim.Time
	index int32 // of the timeline's published updates
}

// startNetwork gives every published update its arrival.
func (g *Gate) startNetwork() {
	n := &g.network
	published := g.timeline.Published
	n.next, n.arrivals = 0, slices.Grow(n.arrivals[:0], len(published))
	if n.last == nil {
		n.last = make([]sim.Time, len(g.layout.Tablets))
	}
	clear(n.last)
	delay := &g.config.Gates.NetworkDelay
	fixed, constant := delay.IsConstant()
	key := g.key.With(purposeNetwork)
	sorted := true
	for i := range published {
		p := &published[i]
		at := p.At.Add(fixed)
		if !constant {
			at = p.At.Add(delay.Quantile(key.With(uint64(p.Update.Tablet)<<32 | uint64(p.Number)).Uniform()))
		}
		at = max(at, n.last[p.Update.Tablet])
		n.last[p.Update.Tablet] = at
		sorted = sorted && (i == 0 || n.arrivals[i-1].at <= at)
		n.arrivals = append(n.arrivals, arrival{at, int32(i)})
	}
	if !sorted {
		sortArrivals(n.arrivals)
	}
	g.scheduleArrival()
}

// sortArrivals sorts arrivals that stand in the order of their departures. Delays are mostly short against
// the time between updates, so that few have to move and none far: insertion, unless that becomes too much.
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

func (g *Gate) scheduleArrival() {
	if n := &g.network; n.next < len(n.arrivals) {
		g.schedule(n.arrivals[n.next].at, eventArrival, 0)
	}
}

// arrive lets the next update reach the health check, and those after it that pass quietly before anything
// else happens.
func (g *Gate) arrive() {
	n := &g.network
	if g.passQuietly() {
		g.scheduleArrival()
		return
	}
	update := &g.timeline.Published[n.arrivals[n.next].index].Update
	n.next++
	g.scheduleArrival()
	g.hear(update)
}

// hear is an update on a tablet's health stream: the health check's own map changes at once, and the
// update is offered to the watcher (HealthCheckImpl.updateHealth).
func (g *Gate) hear(u *health.Update) {
	g.streams.heard(u, g.simulation.Now())
	g.updatePrimary(u)
	g.offer(*u)
}

// updatePrimary keeps the map of healthy primaries: an up primary takes the place if its term is not
// lower; one that is not up leaves it if it is there; a replica changes nothing.
func (g *Gate) updatePrimary(u *health.Update) {
	if u.Type != health.Primary {
		return
	}
	s := &g.shards[u.Shard]
	switch {
	case u.Serving && (s.primary == health.NoTablet || u.Term >= s.term):
		s.primary, s.term = u.Tablet, u.Term
	case !u.Serving && s.primary == u.Tablet:
		s.primary, s.term = health.NoTablet, 0
	default:
		return
	}
	g.touch(u.Shard)
}

// offer puts an update into the watcher's channel without waiting (HealthCheckImpl.broadcast).
func (g *Gate) offer(u health.Update) {
	now := g.simulation.Now()
	sequence := g.unit.Offered(&u, now)
	if !g.config.Gates.Buffer.Enabled {
		g.unit.Unwatched(sequence)
		return
	}
	switch g.queue.Offer(notify.Item{Update: u, Offered: now, Sequence: sequence}) {
	case notify.Dropped:
		g.unit.Dropped(sequence, &u, now)
		return
	case notify.Coalesced:
		g.unit.Coalesced(sequence)
	}
	g.unit.Queued(&u)
	g.watcherNext()
	if g.watching.state != watcherIdle { // the one it took, if it did, waits no more
		g.unit.Depth(g.queue.Len())
	}
}
