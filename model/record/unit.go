package record

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Unit remembers what happens in one vtgate of one replication: the one place that is told. It is used for one unit
// after the other and keeps its memory.
type Unit struct {
	Tally         Tally
	Delays        []time.Duration // from offer to effect, one per update
	BufferedTimes []time.Duration // one per buffered query
	News          []News          // by shard: how far the news of it has come
	Journal       *Journal        // nil but for units that are drawn, traced or replayed
	LastEvent     sim.Time

	lastNews sim.Time   // the latest event of the cluster or the watcher
	seen     []sim.Time // by keyspace: since when the watcher has believed it disrupted, or sim.Never
}

// NewUnit returns the memory of a vtgate before a cluster of that size.
func NewUnit(keyspaces, shards int) *Unit {
	return &Unit{News: make([]News, shards), seen: make([]sim.Time, keyspaces)}
}

// Reset begins a new unit. One that is whole has a journal.
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

// Happened notes an event of the simulation. One that concerns single queries and their buffers alone does not
// count as news: however long a query takes beyond the horizon, it does not make a disruption longer.
func (u *Unit) Happened(now sim.Time, concernsQueries bool) {
	u.LastEvent = now
	if !concernsQueries {
		u.lastNews = now
	}
}

// Consistency notes whether the watcher believes a keyspace whole.
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

// Finish accounts for what is still under way at the end: disruptions that the watcher still believes in count until
// the last event that could have ended them, or the horizon.
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
