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
	Journal       *Journal        // nil but for units that are drawn, traced or replayed

	news []News     // by shard
	seen []sim.Time // by keyspace: since when the watcher has believed it disrupted, or sim.Never
	ends
}

// ends are the latest events of a unit.
type ends struct {
	event sim.Time // any
	news  sim.Time // of the cluster or the watcher
}

// NewUnit returns the memory of a vtgate before a cluster of that size.
func NewUnit(keyspaces, shards int) *Unit {
	return &Unit{news: make([]News, shards), seen: make([]sim.Time, keyspaces)}
}

// Reset begins a new unit. One that is whole has a journal.
func (u *Unit) Reset(whole bool) {
	u.Tally = Tally{Vtgates: 1}
	u.Delays, u.BufferedTimes = u.Delays[:0], u.BufferedTimes[:0]
	clear(u.news)
	for k := range u.seen {
		u.seen[k] = sim.Never
	}
	u.ends = ends{}
	u.Journal = nil
	if whole {
		u.Journal = &Journal{Seen: make([][]Span, len(u.seen)), DeadlockAt: sim.Never}
	}
}

// Whole reports whether everything is kept.
func (u *Unit) Whole() bool { return u.Journal != nil }

// News returns how far the news of a shard has come.
func (u *Unit) News(s health.ShardIndex) *News { return &u.news[s] }

// Happened notes an event of the simulation. One that concerns single queries and their buffers alone does not
// count as news: however long a query takes beyond the horizon, it does not make a disruption longer.
func (u *Unit) Happened(now sim.Time, concernsQueries bool) {
	u.event = now
	if !concernsQueries {
		u.ends.news = now
	}
}

// LastEvent returns the instant of the latest event.
func (u *Unit) LastEvent() sim.Time { return u.event }

// Consistency notes whether the watcher believes a keyspace whole.
func (u *Unit) Consistency(k health.KeyspaceIndex, consistent bool, now sim.Time) {
	switch since := u.seen[k]; {
	case consistent && since != sim.Never:
		u.disrupted(k, since, now)
		u.seen[k] = sim.Never
	case !consistent && since == sim.Never:
		u.seen[k] = now
	}
}

func (u *Unit) disrupted(k health.KeyspaceIndex, from, to sim.Time) {
	u.Tally.Seen += to.Sub(from)
	if u.Journal != nil {
		u.Journal.Seen[k] = append(u.Journal.Seen[k], Span{From: from, To: to})
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
	end := max(u.ends.news, horizon)
	for k, since := range u.seen {
		if since != sim.Never {
			u.disrupted(health.KeyspaceIndex(k), since, end)
		}
	}
	if u.Tally.TimedOut() > 0 {
		u.Tally.TimedOutVtgates = 1
	}
	if u.Journal != nil {
		u.Journal.End = max(end, u.event)
	}
}
