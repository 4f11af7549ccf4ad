package scenarios

import (
	"strings"
	"time"

	"github.com/google/jsonschema-go/jsonschema"
)

// Kind is a kind of reparent that a scenario may name.
type Kind struct {
	Name, Doc string
	Fields    []string // the fields of a mix entry that it uses, besides weight and source
}

// Kinds lists the kinds of reparent in the order of help.
var Kinds = []Kind{
	{"planned", "the old primary says that it does not serve, the new one takes over (PlannedReparentShard)", []string{"demote", "outage", "announce", "old_primary_reports"}},
	{"external", "the old primary turns read-only and goes on saying that it serves (TabletExternallyReparented)", []string{"demote", "outage", "announce", "old_primary_reports"}},
	{"emergency", "the old primary dies at the start; its health stream breaks or falls silent (EmergencyReparentShard)", []string{"outage", "announce", "stream"}},
	{"failed_planned", "as planned, but in the end the old primary serves again with its old term", []string{"demote", "outage", "announce"}},
}

// Parameters lists what an entry of this kind may say.
func (k *Kind) Parameters() []Parameter { return parameters(k.fields()) }

// reparent is an entry of the mix as a scenario writes it.
type reparent struct {
	kind                                        string
	weight                                      float64
	demote, outage, announce, oldPrimaryReports law
	stream                                      string
	source                                      string
}

const wantReparent = "a kind of reparent such as {kind: planned, outage: 3s}"

// reparentForm is the form of a mix entry: its kind and, beside it, what that kind uses.
var reparentForm = form[reparent]{want: wantReparent, read: readReparent, print: printReparent, schema: schemaOfReparent}

// Streams of a primary that dies.
const (
	streamBroken = "broken"
	streamSilent = "silent"
)

// reparentFields are the fields of any kind.
var reparentFields = fields(
	key("weight", "how often, in proportion to the weights of the other entries", func(r *reparent) *float64 { return &r.weight }, number(nonNegativeNumber)),
	key("demote", "from the start until the old primary refuses writes", func(r *reparent) *law { return &r.demote }, lawForm),
	key("outage", "from then until the new primary accepts writes", func(r *reparent) *law { return &r.outage }, lawForm),
	key("announce", "from then until its health update leaves the tablet", func(r *reparent) *law { return &r.announce }, lawForm),
	key("old_primary_reports", "from the promotion until the old primary says that it is a replica", func(r *reparent) *law { return &r.oldPrimaryReports }, lawForm),
	key("stream", "what becomes of the dead primary's health stream: broken or silent", func(r *reparent) *string { return &r.stream },
		choice("stream", fixed(streamBroken, streamSilent))),
	key("source", "where the numbers come from; shown in the report", func(r *reparent) *string { return &r.source }, text),
)

// fields returns those of the fields that the kind uses.
func (k *Kind) fields() []field[reparent] {
	var used []field[reparent]
	for _, f := range reparentFields {
		if f.name == "weight" || f.name == "source" || containsName(k.Fields, f.name) {
			used = append(used, f)
		}
	}
	return used
}

func kindNames() []string {
	names := make([]string, len(Kinds))
	for i := range Kinds {
		names[i] = Kinds[i].Name
	}
	return names
}

// newReparent is an entry of which only the kind is given.
func newReparent() reparent {
	return reparent{
		kind: "planned", weight: 1, outage: defaultOutage(), oldPrimaryReports: constantLaw(50 * time.Millisecond),
		stream: streamBroken, source: "assumed",
	}
}

// defaultOutage is normal with mean 2.5s and standard deviation 300ms.
func defaultOutage() law {
	for i := range Distributions {
		if d := &Distributions[i]; d.Name == "normal" {
			outage := law{distribution: d, arguments: lawArguments{mean: 2500 * time.Millisecond, deviation: 300 * time.Millisecond}}
			built, err := d.build(&outage.arguments)
			if err != nil {
				panic(err)
			}
			outage.built = built
			return outage
		}
	}
	panic("no normal distribution")
}

func readReparent(c *checker, n *node, path string, into *reparent) {
	kind, ok := readKind(c, n, path, "kind of reparent", wantReparent, kindNames())
	if !ok {
		return
	}
	into.kind = Kinds[kind].Name
	readFields(c, n, path, withKind(Kinds[kind].fields()), into)
}

func printReparent(value *reparent) *node {
	n := mappingOf("kind", printText(value.kind))
	for i := range Kinds {
		if Kinds[i].Name == value.kind {
			rest := printFields(Kinds[i].fields(), value)
			n.keys, n.items = append(n.keys, rest.keys...), append(n.items, rest.items...)
		}
	}
	return n
}

func schemaOfReparent() *jsonschema.Schema {
	alternatives := make([]*jsonschema.Schema, len(Kinds))
	for i := range Kinds {
		k := &Kinds[i]
		alternatives[i] = schemaOfKind(k.Name, k.Doc, schemaOfFields(k.fields(), newReparent()))
	}
	return &jsonschema.Schema{OneOf: alternatives}
}

// listed joins names for a message.
func listed(names []string) string { return strings.Join(names, ", ") }
