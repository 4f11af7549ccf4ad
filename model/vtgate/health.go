package vtgate

import (
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
)

// HealthCheck is vtgate's health check (discovery.HealthCheckImpl): its health streams to the tablets, and its own map
// of healthy primaries, which changes at once whatever the watcher gets to see.
type HealthCheck struct {
	clock  *clock
	config *Config
	layout *cluster.Layout
	fates  *fates
	world  World
	watch  *Watch

	primaries []primary // by shard
	streams   []stream  // by tablet
	timed     bool      // every stream has its time-out; otherwise only those that fall silent
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

// setPrimary changes where a shard's queries are sent.
func (h *HealthCheck) setPrimary(s health.ShardIndex, tablet health.TabletIndex, term int64) {
	h.primaries[s] = primary{tablet, term}
	h.fates.changed(s)
}

// Expect makes room for the tablets that will be added, with what each will say first.
func (h *HealthCheck) Expect(tablets []health.Update) {
	for _, u := range tablets {
		h.streams = append(h.streams, stream{known: u})
	}
	h.timed = true
}

// Add begins to watch a tablet, whose stream opens at once with the update given (HealthCheckImpl.AddTablet).
func (h *HealthCheck) Add(u health.Update) {
	h.watch.offer(health.Update{Tablet: u.Tablet, Shard: u.Shard, Type: u.Type, Origin: health.Added})
	h.hear(&u)
	h.armTimeout(u.Tablet)
}

// Hear is an update that a tablet sends. Nobody hears it on a stream that is broken, silent or not open.
func (h *HealthCheck) Hear(u health.Update) {
	if s := &h.streams[u.Tablet]; s.state == streamOpen && s.connected() {
		h.hear(&u)
	}
}

// hear is an update on a tablet's health stream: the map of healthy primaries changes at once, and the update is
// offered to the watcher (HealthCheckImpl.updateHealth).
func (h *HealthCheck) hear(u *health.Update) {
	h.streams[u.Tablet].heard(u, h.clock.Now())
	h.updatePrimary(u)
	h.watch.offer(*u)
}

// updatePrimary keeps the map of healthy primaries: an up primary takes the place if its term is not lower; one that
// is not up leaves it if it is there; a replica changes nothing.
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

// knows reports whether the update repeats what the map has already.
func (h *HealthCheck) knows(u *health.Update) bool {
	return h.primaries[u.Shard] == primary{u.Tablet, u.Term}
}

// Remove makes vtgate forget a tablet (HealthCheckImpl.deleteTablet). The watcher is not told. The shard's healthy
// primary is looked for anew among the tablets that are left, whichever tablet goes; of several Vitess takes any, here
// it is that of the highest term.
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
		if h.layout.Tablets[i].Shard == shard && !other.removed && !other.failed && u.Type == health.Primary && u.Serving &&
			(best.tablet == health.NoTablet || u.Term > best.term) {
			best = primary{health.TabletIndex(i), u.Term}
		}
	}
	h.setPrimary(shard, best.tablet, best.term)
}

// settle makes the health check know every tablet as it is in a steady state. A tablet that repeats itself in time
// never times out; there is no need to watch the clock then.
func (h *HealthCheck) settle(timed bool) {
	for t := range h.layout.Tablets {
		u := health.Update{Tablet: health.TabletIndex(t), Shard: h.layout.Tablets[t].Shard, Type: health.Replica, Serving: true}
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
