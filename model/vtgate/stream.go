package vtgate

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// stream is vtgate's health stream to a tablet (discovery.tabletHealthCheck, checkConn).
type stream struct {
	known   health.Update // the last update that vtgate received
	heardAt sim.Time
	state   streamState
	failed  bool // since the tablet's last update
	away    bool // vtgate waits to open it again
	removed bool // vtgate has forgotten the tablet
	retries int32
	timer   sim.Handle // of the time-out or, while away, of the next attempt
}

type streamState uint8

const (
	streamOpen   streamState = iota
	streamBroken             // ended; cannot be opened
	streamSilent             // open, but no update arrives
)

// heard keeps a tablet's last update.
func (s *stream) heard(u *health.Update, now sim.Time) {
	s.known, s.heardAt, s.retries, s.failed = *u, now, 0, false
}

// connected reports whether vtgate has a stream to the tablet. One that could be opened again is not connected before
// vtgate's next retry.
func (s *stream) connected() bool { return !s.away && !s.removed }

// Break ends a stream with an error: vtgate makes an update of its own and tries to open the stream again. If vtgate is
// already waiting to open it, nothing happens.
func (h *HealthCheck) Break(tablet health.TabletIndex) {
	t := &h.streams[tablet]
	t.state = streamBroken
	if !t.connected() {
		return
	}
	h.clock.Cancel(t.timer)
	h.streamError(tablet)
	h.scheduleRetry(tablet)
}

// Silence makes a stream deliver no more updates while it stays open. One that vtgate is waiting to open will be silent
// once it is open.
func (h *HealthCheck) Silence(tablet health.TabletIndex) {
	t := &h.streams[tablet]
	t.state = streamSilent
	if t.connected() {
		h.armTimeout(tablet)
	}
}

// Restore ends a break or a silence. A broken stream opens at vtgate's next retry; a silent one is heard again at once.
func (h *HealthCheck) Restore(tablet health.TabletIndex) { h.streams[tablet].state = streamOpen }

// streamError makes vtgate's own update for a tablet that it cannot hear: not serving, with the tablet's last type and
// term.
func (h *HealthCheck) streamError(tablet health.TabletIndex) {
	t := &h.streams[tablet]
	t.failed = true
	u := t.known
	u.Serving, u.Origin = false, health.Error
	h.updatePrimary(&u)
	h.watch.offer(u)
}

// scheduleRetry schedules the next attempt after the retry delay. Each attempt doubles the delay, up to the health
// check's timeout; an update resets it.
func (h *HealthCheck) scheduleRetry(tablet health.TabletIndex) {
	t := &h.streams[tablet]
	delay := h.config.RetryDelay
	for n := int32(0); n < t.retries; n++ {
		if delay = min(2*delay, h.config.HealthCheckTimeout); delay == h.config.HealthCheckTimeout {
			break
		}
	}
	t.retries++
	t.away = true
	t.timer = h.clock.after(delay, eventStreamRetry, int32(tablet))
}

// retry tries to open a stream again. If it opens, the tablet sends its state at once.
func (h *HealthCheck) retry(tablet health.TabletIndex) {
	t := &h.streams[tablet]
	t.away = false
	switch t.state {
	case streamBroken:
		h.streamError(tablet)
		h.scheduleRetry(tablet)
	case streamSilent:
		t.heardAt = h.clock.Now()
		h.armTimeout(tablet)
	case streamOpen:
		u := h.world.Says(tablet, h.clock.Now())
		h.hear(&u)
		if h.timed {
			h.armTimeout(tablet)
		}
	}
}

// armTimeout sets the stream's timer to the health check's timeout after the last update.
func (h *HealthCheck) armTimeout(tablet health.TabletIndex) {
	t := &h.streams[tablet]
	h.clock.Cancel(t.timer)
	wait := t.heardAt.Add(h.config.HealthCheckTimeout).Sub(h.clock.Now())
	t.timer = h.clock.after(max(0, wait), eventStreamTimeout, int32(tablet))
}

// timeOut ends a stream that has been silent for the health check's timeout. That makes two updates, one for the
// stream's error and one for the time-out. Updates do not reset the timer, so timeOut first checks how long the silence
// really is.
func (h *HealthCheck) timeOut(tablet health.TabletIndex) {
	if h.streams[tablet].heardAt.Add(h.config.HealthCheckTimeout) > h.clock.Now() {
		h.armTimeout(tablet)
		return
	}
	h.streamError(tablet)
	h.streamError(tablet)
	h.scheduleRetry(tablet)
}
