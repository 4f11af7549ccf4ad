package model

import (
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// sum counts what happens in one unit: one vtgate in one replication.
type sum struct {
	broadcast, delivered, dropped, coalesced int
	unwatched                                int // without buffering there is no watcher
	depthMax                                 int
	queries                                  int // played one by one
	unaffected                               int // counted only: they worked at once
	ok, okAfterBuffering, failed             int
	seen                                     time.Duration
	timeoutCauses                            [len(TimeoutCauses)]int
	failureCauses                            [len(FailureCauses)]int
	delays                                   []time.Duration // broadcast → effect, one an update
	bufferedTimes                            []time.Duration // one a buffered query
}

func (s *sum) reset() {
	*s = sum{delays: s.delays[:0], bufferedTimes: s.bufferedTimes[:0]}
}

// account counts a request that returns.
func (g *Gate) account(r *request, outcome Outcome) {
	s := &g.sum
	if outcome != OutcomeOK {
		s.failed++
		s.failureCauses[g.failureCause(r, outcome)]++
		return
	}
	s.ok++
	if r.buffered {
		s.okAfterBuffering++
	}
}

// unitSum is what remains of a finished unit until its replication is reduced.
type unitSum struct {
	broadcast, delivered, dropped, coalesced, waiting int
	depthMax                                          int
	bytesMax, bytesAllocated                          int64
	buffer                                            buffer.Counters
	bufferUsedMax                                     int
	seen                                              time.Duration
	deadlocked                                        bool
	queries, ok, okAfterBuffering, failed             int
	timeoutCauses                                     [len(TimeoutCauses)]int
	failureCauses                                     [len(FailureCauses)]int
	work                                              Work
}

// finishUnit accounts for what is still under way at the end: queries that never return, and disruptions
// that the watcher still believes in. These count until the last event that could have ended them, so that
// a query that takes long beyond the horizon does not make them longer.
func (g *Gate) finishUnit() {
	end := max(g.lastNews, g.config.Cluster.Horizon)
	for n := range g.requests {
		if r := &g.requests[n]; r.open {
			g.account(r, OutcomeStuck)
		}
	}
	for k, since := range g.seenSince {
		if since != sim.Never {
			g.sum.seen += end.Sub(since)
			g.journal.seen(health.KeyspaceIndex(k), since, end)
		}
	}
	g.journal.end(max(end, g.lastEvent))
}

// total adds up the unit.
func (g *Gate) total() unitSum {
	s := &g.sum
	footprint := g.queue.Footprint()
	u := unitSum{broadcast: s.broadcast, delivered: s.delivered, dropped: s.dropped, coalesced: s.coalesced,
		waiting: s.broadcast - s.delivered - s.dropped - s.coalesced - s.unwatched, depthMax: s.depthMax,
		bytesMax: footprint.HeldMaxBytes, bytesAllocated: footprint.AllocatedBytes,
		bufferUsedMax: g.buffer.UsedMax(), seen: s.seen, deadlocked: g.deadlockAt != sim.Never,
		queries: s.queries + s.unaffected, ok: s.ok + s.unaffected, okAfterBuffering: s.okAfterBuffering, failed: s.failed,
		timeoutCauses: s.timeoutCauses, failureCauses: s.failureCauses,
		work: Work{Updates: s.broadcast, Queries: s.queries, Events: g.simulation.Executed()}}
	for i := range g.buffer.Counters {
		u.buffer.Add(&g.buffer.Counters[i])
	}
	return u
}
