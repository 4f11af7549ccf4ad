package vtgate

import (
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
)

// HealthCheck is vtgate's health check (discovery.HealthCheckImpl): its health streams to the tablets, and its own map
// of healthy primaries. The map changes at once, whether or not the watcher sees the update.
type HealthCheck struct {
	clock  *clock
	config *Config
	layout *cluster.Layout
	fates  *fates
	world  World
	watch  *Watch

	primaries []primary // by shard
	streams   []stream  // by tablet
	timed     bool      // every stream has a time-out, not only those that fall silent
}

// primary is the health check's healthy primary of a shard.
type primary struct {
	tablet health.TabletIndex // or health.NoTablet
	term   int64
}

func (h *HealthCheck) reset() {
	for s := range h.primaries {
		h.primaries[s] = primary{tablet: health.NoTablet}
	}
	h.streams, h.timed = h.streams[:0], false
}

// Primary returns the tablet to which a shard's queries are sent, or health.NoTablet.
func (h *HealthCheck) Primary(s health.ShardIndex) health.TabletIndex { return h.primaries[s].tablet }

// setPrimary changes the tablet to which a shard's queries are sent.
func (h *HealthCheck) setPrimary(s health.ShardIndex, tablet health.TabletIndex, term int64) {
	h.primaries[s] = primary{tablet, term}
	h.fates.changed(s)
}

// Expect makes room for the tablets that will be added, given the first update of each.
func (h *HealthCheck) Expect(tablets []health.Update) {
	for _, u := range tablets {
		h.streams = append(h.streams, stream{known: u})
	}
	h.timed = true
}

// Add starts to watch a tablet. Its stream opens at once with the given update (HealthCheckImpl.AddTablet).
func (h *HealthCheck) Add(u health.Update) {
	h.watch.offer(health.Update{Tablet: u.Tablet, Shard: u.Shard, Type: u.Type, Origin: health.Added})
	h.hear(&u)
	h.armTimeout(u.Tablet)
}

// Hear receives an update that a tablet sends. If the stream is broken, silent or not open, the update is not received.
func (h *HealthCheck) Hear(u health.Update) {
	if s := &h.streams[u.Tablet]; s.state == streamOpen && s.connected() {
		h.hear(&u)
	}
}

// hear receives an update on a tablet's health stream: it changes the map of healthy primaries at once and offers the
// update to the watcher (HealthCheckImpl.updateHealth).
func (h *HealthCheck) hear(u *health.Update) {
	h.streams[u.Tablet].heard(u, h.clock.Now())
	h.updatePrimary(u)
	h.watch.offer(*u)
}

// updatePrimary keeps the map of healthy primaries up to date. A primary that serves enters it unless its term is
// lower; one that does not serve leaves it if it is there; a replica changes nothing.
func (h *HealthCheck) updatePrimary(u *health.Update) {
	if u.Type != health.Primary {
		return
	}
	switch p := &h.primaries[u.Shard]; {
	case u.Serving && (p.tablet == health.NoTablet || u.Term >= p.term):
		h.setPrimary(u.Shard, u.Tablet, u.Term)
	case !u.Serving && p.tablet == u.Tablet:
		h.setPrimary(u.Shard, health.NoTablet, 0)
	}
}

// knows reports whether the update repeats what the map says already.
func (h *HealthCheck) knows(u *health.Update) bool {
	return h.primaries[u.Shard] == primary{u.Tablet, u.Term}
}

// Remove makes vtgate forget a tablet (HealthCheckImpl.deleteTablet). The watcher is not told. Whichever tablet it was,
// the shard's healthy primary is chosen anew among the tablets that are left. If there are several, Vitess takes any of
// them; the model takes the one with the highest term.
func (h *HealthCheck) Remove(tablet health.TabletIndex) {
	t := &h.streams[tablet]
	t.removed = true
	h.clock.Cancel(t.timer)
	shard := h.layout.Tablets[tablet].Shard
	if h.Primary(shard) == health.NoTablet {
		return
	}
	best := primary{tablet: health.NoTablet}
	for i := range h.streams {
		other := &h.streams[i]
		u := &other.known
		if h.layout.Tablets[i].Shard == shard && !other.removed && !other.failed && u.Type == health.Primary &&
			u.Serving && (best.tablet == health.NoTablet || u.Term > best.term) {
			best = primary{health.TabletIndex(i), u.Term}
		}
	}
	h.setPrimary(shard, best.tablet, best.term)
}

// settle puts the health check into the steady state, in which it knows every tablet. If tablets always repeat their
// state in time, no stream times out and timed may be false, which saves the timers.
func (h *HealthCheck) settle(timed bool) {
	for t := range h.layout.Tablets {
		u := health.Update{Tablet: health.TabletIndex(t), Shard: h.layout.Tablets[t].Shard, Type: health.Replica,
			Serving: true}
		h.streams = append(h.streams, stream{known: u})
	}
	for s := range h.layout.Shards {
		shard, tablet := health.ShardIndex(s), h.layout.Shards[s].Primary
		known := &h.streams[tablet].known
		known.Type, known.Term = health.Primary, 1
		h.setPrimary(shard, tablet, 1)
	}
	if h.timed = timed; timed {
		for t := range h.streams {
			h.armTimeout(health.TabletIndex(t))
		}
	}
}
