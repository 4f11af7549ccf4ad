package cluster

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// ReparentKind is a way in which a shard's primary changes.
type ReparentKind struct {
	Name, Doc string
	// Uses lists the fields of a mix entry that the kind depends on, besides its weight. A kind that does not use
	// the time to demote takes the shard down at its start.
	Uses []EntryField
	// PrimaryDies says that the old primary reports nothing from the outage on and never comes back, so that another
	// tablet must take over.
	PrimaryDies bool

	// play adds what happens in the reparent to the timeline that is being built.
	play func(b *builder, r *drawnReparent)
}

// EntryField is a field of a MixEntry that some kinds of reparent use.
type EntryField uint8

// The fields of a MixEntry.
const (
	FieldDemote EntryField = iota
	FieldOutage
	FieldAnnounce
	FieldOldPrimaryReports
	FieldSilent
)

// ReparentKinds lists the kinds of reparent in the order in which help shows them.
var ReparentKinds = []ReparentKind{
	{Name: "planned",
		Doc:  "the old primary says that it does not serve, and the new one takes over (PlannedReparentShard)",
		Uses: []EntryField{FieldDemote, FieldOutage, FieldAnnounce, FieldOldPrimaryReports}, play: planned},
	{Name: "external",
		Doc:  "the old primary turns read-only but still says that it serves (TabletExternallyReparented)",
		Uses: []EntryField{FieldDemote, FieldOutage, FieldAnnounce, FieldOldPrimaryReports}, play: external},
	{Name: "emergency",
		Doc:  "the old primary dies at the start; its health stream breaks or falls silent (EmergencyReparentShard)",
		Uses: []EntryField{FieldOutage, FieldAnnounce, FieldSilent}, PrimaryDies: true, play: emergency},
	{Name: "failed_planned", Doc: "as planned, but in the end the old primary serves again with its old term",
		Uses: []EntryField{FieldDemote, FieldOutage, FieldAnnounce}, play: failedPlanned},
}

// KindNamed returns the listed kind with that name, or nil.
func KindNamed(name string) *ReparentKind {
	for i := range ReparentKinds {
		if ReparentKinds[i].Name == name {
			return &ReparentKinds[i]
		}
	}
	return nil
}

// drawnReparent is a reparent whose times have been drawn.
type drawnReparent struct {
	shard      health.ShardIndex
	silent     bool // if the primary dies: its stream falls silent instead of breaking
	start      sim.Time
	down, up   sim.Time // the shard's outage
	announced  sim.Time // the health update of the primary that then serves leaves its tablet
	oldReports sim.Time // the old primary says that it is a replica
	oldTablet  health.TabletIndex
	newTablet  health.TabletIndex
	oldTerm    int64
}

// planned is PlannedReparentShard.
func planned(b *builder, r *drawnReparent) {
	b.demote(r)
	b.promote(r)
	b.retire(r)
}

// external is TabletExternallyReparented: the old primary's MySQL turns read-only without vttablet knowing.
func external(b *builder, r *drawnReparent) {
	b.mode(r.down, r.oldTablet, health.ReadOnly)
	b.promote(r)
	b.retire(r)
}

// emergency is EmergencyReparentShard: the old primary is dead from the start of the reparent. A shard without another
// living tablet is not reparented.
func emergency(b *builder, r *drawnReparent) {
	b.mode(r.down, r.oldTablet, health.Down)
	b.stream(r.down, r.oldTablet, r.silent)
	b.promote(r)
}

// failedPlanned is a PlannedReparentShard that fails: the old primary takes writes again.
func failedPlanned(b *builder, r *drawnReparent) {
	b.demote(r)
	b.serve(r, r.oldTablet, r.oldTerm)
}

// demote makes the old primary refuse writes and say so.
func (b *builder) demote(r *drawnReparent) {
	b.mode(r.down, r.oldTablet, health.NotServing)
	b.publish(r.down, health.Update{Tablet: r.oldTablet, Shard: r.shard, Type: health.Primary, Term: r.oldTerm})
}

// promote makes the new primary accept writes and say so, with a higher term.
func (b *builder) promote(r *drawnReparent) {
	b.primary[r.shard], b.term[r.shard] = r.newTablet, r.oldTerm+1
	b.serve(r, r.newTablet, r.oldTerm+1)
}

// serve makes the tablet accept writes as the primary and say so.
func (b *builder) serve(r *drawnReparent, tablet health.TabletIndex, term int64) {
	b.mode(r.up, tablet, health.ReadWrite)
	b.publish(r.announced, health.Update{
		Tablet: tablet, Shard: r.shard, Type: health.Primary, Term: term, Serving: true,
	})
}

// retire brings the old primary back as a replica. In a shard with one tablet the old primary is also the new one and
// has nothing to report.
func (b *builder) retire(r *drawnReparent) {
	if r.newTablet == r.oldTablet {
		return
	}
	b.mode(r.oldReports, r.oldTablet, health.ReadOnly)
	b.publish(r.oldReports, health.Update{Tablet: r.oldTablet, Shard: r.shard, Type: health.Replica, Serving: true})
}
