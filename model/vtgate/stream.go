package vtgate

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// stream is vtgate's health stream to a tablet (discovery.tabletHealthCheck, checkConn).
type stream struct {
	known   health.Update // what vtgate heard last
	heardAt sim.Time
	state   streamState
	failed  bool // since the tablet said something last
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

// heard keeps what a tablet said last.
func (s *stream) heard(u *health.Update, now sim.Time) {
	s.known, s.heardAt, s.retries, s.failed = *u, now, 0, false
}

// connected reports whether vtgate has a stream to the tablet: one that could be opened is heard only from its next
// retry on.
func (s *stream) connected() bool { return !s.away && !s.removed }

// Break ends a stream with an error: vtgate makes an update of its own and tries again. Nothing happens to a stream
// that vtgate is waiting to open.
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

// Silence keeps a stream open that says nothing any more, or will once vtgate has opened it again.
func (h *HealthCheck) Silence(tablet health.TabletIndex) {
	t := &h.streams[tablet]
	t.state = streamSilent
	if t.connected() {
		h.armTimeout(tablet)
	}
}

// Restore lets a stream be opened again: at the next retry, or at once for one that was silent.
func (h *HealthCheck) Restore(tablet health.TabletIndex) { h.streams[tablet].state = streamOpen }

// streamError is the update that vtgate makes up for a tablet it cannot hear: not serving, with the type and term it
// had.
func (h *HealthCheck) streamError(tablet health.TabletIndex) {
	t := &h.streams[tablet]
	t.failed = true
	u := t.known
	u.Serving, u.Origin = false, health.Error
	h.updatePrimary(&u)
	h.watch.offer(u)
}

// scheduleRetry waits for the retry delay, which a message resets and each attempt doubles, up to the health check's
// timeout.
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

// retry tries to open a stream again. If it opens, the tablet says what it is at once.
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

// timeOut looks whether the stream has been silent for long enough: its timer is not set again with each update.
// vtgate then ends the stream, which makes one update for its error and one for the time-out.
func (h *HealthCheck) timeOut(tablet health.TabletIndex) {
	if h.streams[tablet].heardAt.Add(h.config.HealthCheckTimeout) > h.clock.Now() {
		h.armTimeout(tablet)
		return
	}
	h.streamError(tablet)
	h.streamError(tablet)
	h.scheduleRetry(tablet)
}
