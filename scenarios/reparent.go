package scenarios

import (
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/scenarios/form"
)

// reparent is an entry of the mix as a scenario writes it.
type reparent struct {
	kind                                        string
	weight                                      float64
	demote, outage, announce, oldPrimaryReports law
	stream                                      string
	source                                      string
}

// What happens to the health stream of a primary that dies.
const (
	streamBroken = "broken"
	streamSilent = "silent"
)

// newReparent returns an entry in which all values are defaults.
func newReparent() reparent {
	return reparent{
		kind: "planned", weight: 1, outage: familyLaw("normal", 2500*time.Millisecond, 300*time.Millisecond),
		oldPrimaryReports: constantLaw(50 * time.Millisecond), stream: streamBroken, source: "assumed",
	}
}

// reparentForm is the form of an entry of the mix: its kind and, beside it, the fields that the kind uses.
func reparentForm(place *reparent) form.Value {
	kinds := form.Kinds[reparent]{
		What: "kind of reparent", Want: "a kind of reparent such as {kind: planned, outage: 3s}",
		Of: func(value *reparent) string { return value.kind },
	}
	for i := range cluster.ReparentKinds {
		kind := &cluster.ReparentKinds[i]
		kinds.List = append(kinds.List, form.Kind[reparent]{
			Name: kind.Name, Doc: kind.Doc,
			Begin: func(value *reparent) {
				*value = newReparent()
				value.kind = kind.Name
			},
			Fields: func(value *reparent) []form.Field { return value.fields(kind.Uses) },
		})
	}
	return kinds.Form()(place)
}

// fields returns the fields of an entry whose kind uses the given ones.
func (r *reparent) fields(uses []cluster.EntryField) []form.Field {
	fields := []form.Field{
		form.Key("weight", "how often it happens, in proportion to the weights of the other entries", &r.weight,
			form.NonNegative),
	}
	add := func(used cluster.EntryField, field form.Field) {
		if slices.Contains(uses, used) {
			fields = append(fields, field)
		}
	}
	add(cluster.FieldDemote,
		form.Key("demote", "from the start until the old primary refuses writes", &r.demote, lawForm))
	add(cluster.FieldOutage,
		form.Key("outage", "from then until the new primary accepts writes", &r.outage, lawForm))
	add(cluster.FieldAnnounce,
		form.Key("announce", "from then until its health update leaves the tablet", &r.announce, lawForm))
	add(cluster.FieldOldPrimaryReports,
		form.Key("old_primary_reports", "from the promotion until the old primary says that it is a replica",
			&r.oldPrimaryReports, lawForm))
	add(cluster.FieldSilent,
		form.Key("stream", "what happens to the dead primary's health stream: broken or silent", &r.stream,
			form.Choice("stream", streamBroken, streamSilent)))
	return append(fields, form.Key("source", "where the numbers come from; shown in the report", &r.source, form.Text))
}

func (r *reparent) config() cluster.MixEntry {
	return cluster.MixEntry{
		Kind: r.kind, Weight: r.weight, Demote: r.demote.built, Outage: r.outage.built, Announce: r.announce.built,
		OldPrimaryReports: r.oldPrimaryReports.built, Silent: r.stream == streamSilent, Source: r.source,
	}
}

// Reparents lists the kinds of reparent that a scenario may name, in the order in which help shows them.
func Reparents() []Choice {
	var choices []Choice
	for _, kind := range cluster.ReparentKinds {
		entry := newReparent()
		choices = append(choices, Choice{kind.Name, kind.Doc, parameters(entry.fields(kind.Uses))})
	}
	return choices
}
