package vtgate

import (
	"time"

	"github.com/reparentsim/reparentsim/sim"
)

// The purposes of a vtgate's random streams, which are parts of their keys.
const (
	purposeShards uint64 = 999 + iota
	purposeNetwork
	purposeProcessing
	purposeStall
	purposeQueries
	purposeTransaction
	purposeHold
	purposeConsumer
	purposeAttempt // must be last: the attempt's number is added to it
)

// clock is the clock of the unit being played, with the key from which its random numbers derive.
type clock struct {
	sim.Simulation[event]
	key      sim.Key  // of the replication and vtgate
	horizon  sim.Time // from here on no query, repeat, retry or stall begins
	reversed tieOrder
}

// tieOrder reverses orders that real Vitess leaves to chance: which event of an instant comes first, which of the
// goroutines woken together runs first, and in which order the consumer visits an event's shards.
type tieOrder struct{ events, woken, shards bool }

// schedule schedules an event.
func (c *clock) schedule(at sim.Time, kind eventKind, index int32) sim.Handle {
	priority := eventKinds[kind].priority
	if c.reversed.events && kind.chance() {
		priority = sim.MaxPriority - priority
	}
	return c.At(at, priority, event{kind, index})
}

// after schedules an event of a kind that does not occur at or after the horizon.
func (c *clock) after(wait time.Duration, kind eventKind, index int32) sim.Handle {
	at := c.Now().Add(wait)
	if at >= c.horizon {
		return sim.Handle{}
	}
	return c.schedule(at, kind, index)
}

// settingUp reports whether a script is still setting up the vtgate. Nothing takes time then.
func (c *clock) settingUp() bool { return c.Now() < 0 }
