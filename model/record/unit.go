package record

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Unit records what happens in one vtgate of one replication. Each happening is recorded by one call. A Unit is used
// for one unit after another and reuses its memory.
type Unit struct {
	Tally         Tally
	Delays        []time.Duration // from offer to effect, one per update
	BufferedTimes []time.Duration // one per buffered query
	News          []News          // by shard
	Journal       *Journal        // nil, except for units that are drawn, traced or replayed
	LastEvent     sim.Time

	lastNews sim.Time   // the latest event of the cluster or the watcher
	seen     []sim.Time // by keyspace: since when the watcher has believed it disrupted, or sim.Never
}

// NewUnit returns a Unit for a vtgate of a cluster of the given size.
func NewUnit(keyspaces, shards int) *Unit {
	return &Unit{News: make([]News, shards), seen: make([]sim.Time, keyspaces)}
}

// Reset begins a new unit. If whole is true, it keeps a journal.
func (u *Unit) Reset(whole bool) {
	u.Tally = Tally{Vtgates: 1}
	u.Delays, u.BufferedTimes = u.Delays[:0], u.BufferedTimes[:0]
	clear(u.News)
	for k := range u.seen {
		u.seen[k] = sim.Never
	}
	u.LastEvent, u.lastNews = 0, 0
	u.Journal = nil
	if whole {
		u.Journal = &Journal{Seen: make([][]Span, len(u.seen)), DeadlockAt: sim.Never}
	}
}

// Happened notes an event of the simulation. An event that concerns only single queries and their buffers is not news:
// however long a query takes after the horizon, it does not prolong a disruption.
func (u *Unit) Happened(now sim.Time, concernsQueries bool) {
	u.LastEvent = now
	if !concernsQueries {
		u.lastNews = now
	}
}

// Consistency notes whether the watcher believes that a keyspace is whole.
func (u *Unit) Consistency(k health.KeyspaceIndex, consistent bool, now sim.Time) {
	switch since := u.seen[k]; {
	case consistent && since != sim.Never:
		u.Tally.Seen += now.Sub(since)
		u.Journal.disrupted(k, Span{From: since, To: now})
		u.seen[k] = sim.Never
	case !consistent && since == sim.Never:
		u.seen[k] = now
	}
}

// Deadlocked notes a cycle of locks, the first of the unit.
func (u *Unit) Deadlocked(now sim.Time, cycle string) {
	u.Tally.DeadlockedVtgates = 1
	if u.Journal != nil {
		u.Journal.DeadlockAt, u.Journal.DeadlockCycle = now, cycle
	}
}

// Finish accounts for what is still under way at the end. A disruption that the watcher still believes in counts until
// the horizon, or until the last event that could have ended it if that is later.
func (u *Unit) Finish(horizon sim.Time) {
	end := max(u.lastNews, horizon)
	for k, since := range u.seen {
		if since != sim.Never {
			u.Tally.Seen += end.Sub(since)
			u.Journal.disrupted(health.KeyspaceIndex(k), Span{From: since, To: end})
		}
	}
	if u.Tally.TimedOut() > 0 {
		u.Tally.TimedOutVtgates = 1
	}
	if u.Journal != nil {
		u.Journal.End = max(end, u.LastEvent)
	}
}
