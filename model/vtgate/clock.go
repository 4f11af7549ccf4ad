package vtgate

import (
	"time"

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

// clock is the time of the unit that is played, with the root of its random numbers.
type clock struct {
	sim.Simulation[event]
	key      sim.Key  // of the replication and vtgate
	horizon  sim.Time // no query, repeat, retry or stall begins from here on
	reversed tieOrder
}

// tieOrder turns round what real Vitess leaves to chance: which event of an instant comes first, which of the
// goroutines woken together goes on first, and in which order the consumer visits an event's shards.
type tieOrder struct{ events, woken, shards bool }

// schedule puts an event into the future.
func (c *clock) schedule(at sim.Time, kind eventKind, index int32) sim.Handle {
	priority := eventKinds[kind].priority
	if c.reversed.events && kind.chance() {
		priority = sim.MaxPriority - priority
	}
	return c.At(at, priority, event{kind, index})
}

// after schedules an event of which none begins from the horizon on.
func (c *clock) after(wait time.Duration, kind eventKind, index int32) sim.Handle {
	at := c.Now().Add(wait)
	if at >= c.horizon {
		return sim.Handle{}
	}
	return c.schedule(at, kind, index)
}

// settingUp reports whether a script is still setting the vtgate up, which nothing holds up.
func (c *clock) settingUp() bool { return c.Now() < 0 }
