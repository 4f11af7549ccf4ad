package cluster

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// ReparentKind is a way in which a shard's primary changes.
type ReparentKind struct {
	Name, Doc string
	// play lets the reparent happen in the timeline under construction.
	play func(b *builder, r *drawnReparent)
}

// ReparentKinds lists the kinds of reparent in the order of help.
var ReparentKinds = []ReparentKind{
	{"planned", "the old primary says that it does not serve, the new one takes over (PlannedReparentShard)", planned},
	{"external", "the old primary turns read-only but goes on saying that it serves (TabletExternallyReparented)", external},
	{"emergency", "the old primary dies and never reports again; its stream breaks or falls silent; a shard without a living replica is not reparented", emergency},
	{"failed_planned", "as planned, but the old primary comes back with its old term", failedPlanned},
}

// drawnReparent is one drawnReparent with its times drawn.
type drawnReparent struct {
	shard      health.ShardIndex
	silent     bool // emergency: the stream falls silent instead of breaking
	start      sim.Time
	down, up   sim.Time // the shard's outage
	announced  sim.Time // the health update of the primary that serves then leaves its tablet
	oldReports sim.Time // the old primary says that it is a replica
	oldTablet  health.TabletIndex
	newTablet  health.TabletIndex
	oldTerm    int64
}

// planned: PlannedReparentShard, as the cluster sees it.
func planned(b *builder, r *drawnReparent) {
	b.mode(r.down, r.oldTablet, health.NotServing)
	b.publish(r.down, health.Update{Tablet: r.oldTablet, Shard: r.shard, Type: health.Primary, Term: r.oldTerm})
	b.promote(r)
	b.retire(r)
}

// external: the old primary's MySQL turns read-only without vttablet knowing.
func external(b *builder, r *drawnReparent) {
	b.mode(r.down, r.oldTablet, health.ReadOnly)
	b.promote(r)
	b.retire(r)
}

// emergency: the old primary is dead from the start of the reparent.
func emergency(b *builder, r *drawnReparent) {
	b.mode(r.down, r.oldTablet, health.Down)
	b.stream(r.down, r.oldTablet, r.silent)
	b.died[r.oldTablet] = r.down
	b.promote(r)
}

// failedPlanned: the old primary takes writes again when the reparent has failed.
func failedPlanned(b *builder, r *drawnReparent) {
	b.mode(r.down, r.oldTablet, health.NotServing)
	b.publish(r.down, health.Update{Tablet: r.oldTablet, Shard: r.shard, Type: health.Primary, Term: r.oldTerm})
	b.mode(r.up, r.oldTablet, health.ReadWrite)
	b.publish(r.announced, health.Update{Tablet: r.oldTablet, Shard: r.shard, Type: health.Primary, Term: r.oldTerm, Serving: true})
}

// promote lets the new primary accept writes and say so, with a higher term.
func (b *builder) promote(r *drawnReparent) {
	b.primary[r.shard], b.term[r.shard] = r.newTablet, r.oldTerm+1
	b.mode(r.up, r.newTablet, health.ReadWrite)
	b.publish(r.announced, health.Update{Tablet: r.newTablet, Shard: r.shard, Type: health.Primary, Term: r.oldTerm + 1, Serving: true})
}

// retire lets the old primary come back as a replica. In a shard of one tablet the old primary is the
// new one and has nothing to report.
func (b *builder) retire(r *drawnReparent) {
	if r.newTablet == r.oldTablet {
		return
	}
	b.mode(r.oldReports, r.oldTablet, health.ReadOnly)
	b.publish(r.oldReports, health.Update{Tablet: r.oldTablet, Shard: r.shard, Type: health.Replica, Serving: true})
}
