package model

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

// journal keeps everything that happens in a unit, for charts and replays. A nil journal keeps nothing:
// its methods may be called all the same.
type journal struct {
	updates    []updateTrace
	queries    []queryTrace
	events     []eventTrace
	bufferings []Buffering
	drops      []Drop
	spans      [][]Span // by keyspace
	endedAt    sim.Time
}

func newJournal(keyspaces int) *journal { return &journal{spans: make([][]Span, keyspaces)} }

// fate is what became of an update.
type fate uint8

const (
	fateWaiting fate = iota
	fateDelivered
	fateDropped
	fateUnwatched
)

var fateNames = [...]string{"waiting", "delivered", "dropped", "unwatched"}

type updateTrace struct {
	update            health.Update
	sent, taken, done sim.Time
	wasTaken          bool
	fate              fate
}

type queryTrace struct {
	id             int
	shard          health.ShardIndex
	tx             bool
	submit, finish sim.Time
	outcome        Outcome
	attempts       []attemptTrace
}

type attemptTrace struct {
	at, end sim.Time
	tablet  health.TabletIndex
	result  Outcome
}

type eventTrace struct {
	at       sim.Time
	keyspace health.KeyspaceIndex
	shards   []watcher.ShardEvent
	sent     bool // the consumer's channel has taken it
}

func (j *journal) offered(now sim.Time, u *health.Update) int32 {
	if j == nil {
		return 0
	}
	j.updates = append(j.updates, updateTrace{update: *u, sent: now})
	return int32(len(j.updates) - 1)
}

func (j *journal) fate(sequence int32, f fate) {
	if j != nil {
		j.updates[sequence].fate = f
	}
}

func (j *journal) dropped(sequence int32, now sim.Time, u *health.Update) {
	if j != nil {
		j.updates[sequence].fate = fateDropped
		j.drops = append(j.drops, Drop{now, *u})
	}
}

func (j *journal) taken(sequence int32, now sim.Time) {
	if j != nil {
		j.updates[sequence].taken, j.updates[sequence].wasTaken = now, true
	}
}

func (j *journal) done(sequence int32, now sim.Time) {
	if j != nil {
		j.updates[sequence].done, j.updates[sequence].fate = now, fateDelivered
	}
}

func (j *journal) event(e *watcher.Event, now sim.Time) int32 {
	if j == nil {
		return 0
	}
	j.events = append(j.events, eventTrace{at: now, keyspace: e.Keyspace, shards: append([]watcher.ShardEvent(nil), e.Shards...)})
	return int32(len(j.events) - 1)
}

func (j *journal) eventSent(number int32) {
	if j != nil {
		j.events[number].sent = true
	}
}

func (j *journal) began(s health.ShardIndex, now sim.Time) int32 {
	if j == nil {
		return 0
	}
	j.bufferings = append(j.bufferings, Buffering{Shard: s, Start: now, Stop: sim.Never, Drained: sim.Never})
	return int32(len(j.bufferings) - 1)
}

func (j *journal) stopped(episode int32, now sim.Time, reason StopReason, queued int, cause TimeoutCause) {
	if j != nil {
		b := &j.bufferings[episode]
		b.Stop, b.Reason, b.QueuedAtStop, b.Cause = now, reason, queued, cause
	}
}

func (j *journal) drained(episode int32, now sim.Time) {
	if j != nil {
		j.bufferings[episode].Drained = now
	}
}

func (j *journal) seen(k health.KeyspaceIndex, from, to sim.Time) {
	if j != nil {
		j.spans[k] = append(j.spans[k], Span{From: from, To: to})
	}
}

func (j *journal) attempt(r *request, at, end sim.Time) {
	if j != nil && r.trace >= 0 {
		q := &j.queries[r.trace]
		q.attempts = append(q.attempts, attemptTrace{at, end, r.tablet, r.answer})
	}
}

func (j *journal) finished(r *request, now sim.Time, outcome Outcome) {
	if j != nil && r.trace >= 0 {
		j.queries[r.trace].finish, j.queries[r.trace].outcome = now, outcome
	}
}

func (j *journal) end(at sim.Time) {
	if j != nil {
		j.endedAt = at
	}
}
