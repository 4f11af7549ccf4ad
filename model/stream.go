package model

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// streams are vtgate's health streams to the tablets (tabletHealthCheck.checkConn): what each said last,
// and which are broken or silent.
type streams struct {
	tablets []stream
	timed   bool // every stream has its time-out; otherwise only those that fall silent
}

type stream struct {
	known   health.Update // what vtgate heard last
	heardAt sim.Time
	state   streamState
	failed  bool // since it said something last
	away    bool // vtgate waits to try again
	removed bool // vtgate has forgotten the tablet
	retries int32
	timer   sim.Handle // of the time-out or, while away, of the next attempt
}

type streamState uint8

const (
	streamOpen   streamState = iota
	streamBroken             // ended, cannot be opened
	streamSilent             // open, says nothing
)

func (s *streams) reset() { s.tablets, s.timed = s.tablets[:0], false }

// startStreams lets vtgate know every tablet and learn of breaks as late as of the tablet's updates.
func (g *Gate) startStreams() {
	for t := range g.layout.Tablets {
		s := g.layout.Tablets[t].Shard
		u := health.Update{Tablet: health.TabletIndex(t), Shard: s, Type: health.Replica, Serving: true}
		if u.Tablet == g.layout.Shards[s].Primary {
			u.Type, u.Term = health.Primary, 1
		}
		g.streams.tablets = append(g.streams.tablets, stream{known: u})
	}
	// A tablet that repeats itself in time never times out; there is no need to watch the clock then.
	slowest := g.config.Cluster.HealthCheckInterval + g.config.Gates.NetworkDelay.Longest()
	if slowest >= g.config.Gates.Watcher.HealthCheckTimeout {
		g.streams.timed = true
		for t := range g.streams.tablets {
			g.armTimeout(health.TabletIndex(t))
		}
	}
	key := g.key.With(purposeNetwork)
	for i, b := range g.timeline.Streams {
		delay := g.config.Gates.NetworkDelay.Quantile(key.With(uint64(b.Tablet)<<32 | 1<<31).Uniform())
		g.schedule(max(b.At.Add(delay), g.network.last[b.Tablet]), eventStreamBreak, int32(i))
	}
}

// heard keeps what a tablet said last.
func (s *streams) heard(u *health.Update, now sim.Time) {
	t := &s.tablets[u.Tablet]
	t.known, t.heardAt, t.retries, t.failed = *u, now, 0, false
}

// streamBreaks is the timeline's break with the given number.
func (g *Gate) streamBreaks(index int32) {
	b := g.timeline.Streams[index]
	if b.Silent {
		g.silenceStream(b.Tablet)
		return
	}
	g.breakStream(b.Tablet)
}

// breakStream ends a stream with an error: vtgate makes an update of its own and tries again. One that vtgate
// waits to open again has nothing to end.
func (g *Gate) breakStream(tablet health.TabletIndex) {
	t := &g.streams.tablets[tablet]
	t.state = streamBroken
	if !g.streams.connected(tablet) {
		return
	}
	g.simulation.Cancel(t.timer)
	g.streamError(tablet)
	g.scheduleRetry(tablet)
}

// streamError is the update that vtgate makes up for a tablet it cannot hear: not serving, with the type
// and term it had.
func (g *Gate) streamError(tablet health.TabletIndex) {
	t := &g.streams.tablets[tablet]
	t.failed = true
	u := t.known
	u.Serving, u.Origin = false, health.Error
	g.updatePrimary(&u)
	g.offer(u)
}

// scheduleRetry waits for the retry delay, which is reset by a message and doubles with each attempt, then to
// at most the health check's timeout. No retry begins after the horizon.
func (g *Gate) scheduleRetry(tablet health.TabletIndex) {
	t := &g.streams.tablets[tablet]
	c := &g.config.Gates.Watcher
	delay := c.RetryDelay
	for n := int32(0); n < t.retries; n++ {
		if delay = min(2*delay, c.HealthCheckTimeout); delay == c.HealthCheckTimeout {
			break
		}
	}
	t.retries++
	t.away = true
	t.timer = g.schedulePeriodic(delay, eventStreamRetry, tablet)
}

func (g *Gate) schedulePeriodic(after time.Duration, kind eventKind, tablet health.TabletIndex) sim.Handle {
	at := g.simulation.Now().Add(after)
	if at >= g.config.Cluster.Horizon {
		return sim.Handle{}
	}
	return g.schedule(at, kind, int32(tablet))
}

// retryStream tries to open a stream again. If it opens, the tablet says what it is at once.
func (g *Gate) retryStream(tablet health.TabletIndex) {
	t := &g.streams.tablets[tablet]
	t.away = false
	switch t.state {
	case streamBroken:
		g.streamError(tablet)
		g.scheduleRetry(tablet)
	case streamSilent:
		t.heardAt = g.simulation.Now()
		g.armTimeout(tablet)
	case streamOpen:
		u := g.says(tablet)
		g.hear(&u)
		if g.streams.timed {
			g.armTimeout(tablet)
		}
	}
}

// says is what a tablet tells when its stream is opened: its present state.
func (g *Gate) says(tablet health.TabletIndex) health.Update {
	if g.script != nil {
		return g.script.said[tablet]
	}
	return g.timeline.Says(tablet, g.simulation.Now())
}

// restoreStream lets a stream be opened again: at the next retry, or at once for one that was silent.
func (g *Gate) restoreStream(tablet health.TabletIndex) { g.streams.tablets[tablet].state = streamOpen }

// connected reports whether vtgate has a stream to the tablet: one that could be opened is heard only from its
// next retry on.
func (s *streams) connected(tablet health.TabletIndex) bool {
	return !s.tablets[tablet].away && !s.tablets[tablet].removed
}

// silenceStream keeps a stream open that says nothing any more, or will once vtgate has opened it again.
func (g *Gate) silenceStream(tablet health.TabletIndex) {
	g.streams.tablets[tablet].state = streamSilent
	if g.streams.connected(tablet) {
		g.armTimeout(tablet)
	}
}

// removeTablet makes vtgate forget a tablet (HealthCheckImpl.deleteTablet). The watcher is not told. The shard's
// healthy primary is looked for anew among the tablets that are left, whichever tablet goes; of several Vitess takes
// any, here it is that of the highest term.
func (g *Gate) removeTablet(tablet health.TabletIndex) {
	t := &g.streams.tablets[tablet]
	t.removed = true
	g.simulation.Cancel(t.timer)
	shard := g.layout.Tablets[tablet].Shard
	s := &g.shards[shard]
	if s.primary == health.NoTablet {
		return
	}
	s.primary, s.term = health.NoTablet, 0
	for i := range g.streams.tablets {
		other := &g.streams.tablets[i]
		u := &other.known
		if g.layout.Tablets[i].Shard == shard && !other.removed && !other.failed && u.Type == health.Primary && u.Serving &&
			(s.primary == health.NoTablet || u.Term > s.term) {
			s.primary, s.term = health.TabletIndex(i), u.Term
		}
	}
	g.touch(shard)
}

// armTimeout sets the stream's timer to the health check's timeout after the last update.
func (g *Gate) armTimeout(tablet health.TabletIndex) {
	t := &g.streams.tablets[tablet]
	g.simulation.Cancel(t.timer)
	wait := t.heardAt.Add(g.config.Gates.Watcher.HealthCheckTimeout).Sub(g.simulation.Now())
	t.timer = g.schedulePeriodic(max(0, wait), eventStreamTimeout, tablet)
}

// streamTimesOut looks whether the stream has been silent for long enough: the timer is not set anew with
// each update. vtgate then ends the stream, which makes one update for its error and one for the time-out.
func (g *Gate) streamTimesOut(tablet health.TabletIndex) {
	t := &g.streams.tablets[tablet]
	if t.heardAt.Add(g.config.Gates.Watcher.HealthCheckTimeout) > g.simulation.Now() {
		g.armTimeout(tablet)
		return
	}
	g.streamError(tablet)
	g.streamError(tablet)
	g.scheduleRetry(tablet)
}
