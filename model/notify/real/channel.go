package real

import "github.com/reparentsim/reparentsim/model/health"

// channel is what Vitess uses: HealthCheckImpl.broadcast sends with a default case, so a full channel loses the newest
// update (go/vt/discovery/healthcheck.go).
type channel struct {
	capacity int
	updates  chan *health.Update
}

// Reset makes the channel with its whole buffer.
func (c *channel) Reset() { c.updates = make(chan *health.Update, c.capacity) }

// Offer sends the update if there is room.
func (c *channel) Offer(u *health.Update) Verdict {
	select {
	case c.updates <- u:
		return Stored
	default:
		return Dropped
	}
}

// Take receives an update.
func (c *channel) Take(wait bool) *health.Update {
	if wait {
		return <-c.updates
	}
	select {
	case u := <-c.updates:
		return u
	default:
		return nil
	}
}

// Close closes the channel.
func (c *channel) Close() { close(c.updates) }
