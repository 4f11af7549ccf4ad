package model

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Most updates change nothing: a replica's, or a primary that repeats what is known, arrives at an idle
// watcher, is taken at once and is done with before anything else happens. Such a quiet update costs no
// calendar entry: its whole passage is accounted for when it arrives. That is exactly what playing its
// events would come to, since nothing else happens meanwhile (TestQuietUpdatesChangeNothing plays both
// ways).

// passQuietly lets updates pass, the one that arrives now and those after it, until one is not quiet. It
// reports whether there was any.
func (g *Gate) passQuietly() bool {
	w := &g.watching
	if w.state != watcherIdle || w.stalled || g.everyUpdate || g.unit.Whole() || g.script != nil || g.simulation.Trace != nil ||
		!g.config.Gates.Buffer.Enabled {
		return false
	}
	n := &g.network
	first := n.next
	others := min(g.simulation.Next(), g.config.Cluster.Horizon) // nothing else happens before
	for n.next < len(n.arrivals) {
		a := n.arrivals[n.next]
		u := &g.timeline.Published[a.index].Update
		until := others
		if n.next+1 < len(n.arrivals) {
			until = min(until, n.arrivals[n.next+1].at)
		}
		if n.next > first && a.at >= others || !g.quiet(u) {
			break
		}
		done := a.at.Add(g.processingTime(u, a.at))
		if done >= until {
			break
		}
		g.pass(u, a.at, done)
		n.next++
	}
	return n.next > first
}

// quiet reports whether neither the health check nor an idle watcher learns anything from an update.
func (g *Gate) quiet(u *health.Update) bool {
	if u.Type != health.Primary {
		return true
	}
	s := &g.shards[u.Shard]
	return s.primary == u.Tablet && s.term == u.Term && g.watcher.Indifferent(u) &&
		g.keyspaceLocks[g.layout.Shards[u.Shard].Keyspace].free()
}

// pass is hear, watcherNext and watcherDone for a quiet update.
func (g *Gate) pass(u *health.Update, at, done sim.Time) {
	g.streams.heard(u, at)
	g.queue.Pass()
	g.unit.Passed(u, at, done)
}
