package scenarios

import (
	"fmt"
	"time"

	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/sim"
)

// parameterField returns the field of a declared parameter.
func parameterField(p sim.Parameter) form.Field {
	duration, least, number := form.Duration, 0, form.NonNegative
	if p.Positive {
		duration, least, number = form.PositiveDuration, 1, form.Positive
	}
	var field form.Field
	switch place := p.Place.(type) {
	case *time.Duration:
		field = form.Key(p.Name, p.Doc, place, duration)
	case *int:
		field = form.Key(p.Name, p.Doc, place, form.Count(least, form.Unlimited))
	case *float64:
		field = form.Key(p.Name, p.Doc, place, number)
	default:
		panic(fmt.Sprintf("scenarios: no form for the parameter %s, a %T", p.Name, p.Place))
	}
	field.Required = p.Required
	return field
}

// Choice is one of the things that a scenario may name.
type Choice struct {
	Name, Doc  string
	Parameters []Parameter
}

// Parameter is a field of a distribution, a schedule or a kind of reparent.
type Parameter struct {
	Name, Doc string
	Want      string // what belongs there: "a duration such as 10s"
	Required  bool
}

// parameters describes fields to readers.
func parameters(fields []form.Field) []Parameter {
	described := make([]Parameter, len(fields))
	for i, f := range fields {
		described[i] = Parameter{f.Name, f.Doc, f.Want, f.Required}
	}
	return described
}

// choiceNames returns the names of choices.
func choiceNames(choices []Choice) []string {
	names := make([]string, len(choices))
	for i := range choices {
		names[i] = choices[i].Name
	}
	return names
}

// The choices for the watcher and the buffer that are implemented.
var (
	WatcherScopes = []Choice{{
		Name: "keyspace", Doc: "buffering of a shard ends when its whole keyspace serves again, as in Vitess",
	}}
	BufferPolicies = []Choice{{
		Name: "fixed", Doc: "vtgate's own policy: one size for all shards, the oldest query is evicted for the newest",
	}}
	BufferShares = []Choice{{
		Name: "shared", Doc: "all shards of a vtgate share buffer_size, as in Vitess",
	}}
)
