package scenarios

import (
	"errors"
	"strings"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/scenarios/wording"
	"github.com/reparentsim/reparentsim/sim"
)

// law is a distribution as a scenario writes it. The zero law is the constant 0.
type law struct {
	family   *sim.Family // nil: a constant
	constant time.Duration
	column   column // where the values of a sample come from; unused otherwise
	built    sim.Distribution
}

// constantLaw returns a constant for a default. It must not be negative.
func constantLaw(d time.Duration) law {
	built, err := sim.Constant(d)
	if err != nil {
		panic(err)
	}
	return law{constant: d, built: built}
}

// familyLaw returns a distribution for a default. The spans are the family's parameters in their order.
func familyLaw(name string, spans ...time.Duration) law {
	l := law{family: familyNamed(name)}
	for i, d := range spans {
		*l.family.Parameters[i].Place.(*time.Duration) = d
	}
	if err := l.build(); err != nil {
		panic(err)
	}
	return l
}

// familyNamed returns a family with parameters of its own, or nil.
func familyNamed(name string) *sim.Family {
	for _, declare := range sim.Families {
		if family := declare(); family.Name == name {
			return &family
		}
	}
	return nil
}

// build builds the distribution from the family's parameters.
func (l *law) build() (err error) {
	l.built, err = l.family.Build()
	return err
}

// isZero reports whether every variate is 0.
func (l *law) isZero() bool { return l.built.Longest() == 0 }

const wantLaw = "a duration such as 250ms, or a distribution such as {uniform: {min: 1s, max: 2s}}"

// lawForm is the form of all durations that say how long something takes.
func lawForm(place *law) form.Value {
	return form.Value{
		Want: wantLaw,
		Read: place.read,
		Print: func() *form.Node {
			if place.family == nil {
				return form.Duration(&place.constant).Print()
			}
			return form.MappingOf(place.family.Name, form.PrintFields(place.fields()))
		},
		Schema: func() *jsonschema.Schema { return &jsonschema.Schema{Ref: "#/definitions/distribution"} },
	}
}

// fields returns the fields of the family's parameters.
func (l *law) fields() []form.Field {
	var fields []form.Field
	for _, p := range l.family.Parameters {
		if sample, ok := p.Place.(*[]time.Duration); ok {
			fields = append(fields, form.Key(p.Name, p.Doc, sample, form.List(form.Duration, 1, maxSample, nil)))
			fields = append(fields, l.column.fields()...)
			continue
		}
		fields = append(fields, parameterField(p))
	}
	return fields
}

func (l *law) read(c *form.Checker, n *form.Node, path string) {
	switch {
	case n.Kind == form.ScalarNode && !n.IsNull():
		var constant time.Duration
		if c.Try(path, func() { form.Duration(&constant).Read(c, n, path) }) {
			*l = constantLaw(constant)
		}
	case n.Kind == form.MappingNode && len(n.Keys) == 1:
		l.readFamily(c, n.Keys[0], n.Items[0], path)
	case n.Kind == form.MappingNode && len(n.Keys) > 1:
		c.Reject(n, path, "want one distribution, got %d", len(n.Keys))
	default:
		c.Want(n, path, wantLaw)
	}
}

// readFamily reads the parameters of the family that the key names.
func (l *law) readFamily(c *form.Checker, key, value *form.Node, path string) {
	read := law{family: familyNamed(key.Text)}
	if read.family == nil {
		c.Reject(key, path, "%s", wording.Unknown("distribution", key.Text, choiceNames(Distributions())))
		return
	}
	path = form.Join(path, read.family.Name)
	want := "the distribution's parameters: " + strings.Join(form.FieldNames(read.fields()), ", ")
	if !c.Try(path, func() { form.Mapping(want, (*law).fields)(&read).Read(c, value, path) }) {
		return
	}
	err := read.load(c.Folder)
	if err == nil {
		err = read.build()
	}
	if err != nil {
		c.Reject(value, path, "%v", err)
		return
	}
	*l = read
}

// load reads the values of a sample from its file, if it names one.
func (l *law) load(folder string) error {
	for _, p := range l.family.Parameters {
		sample, ok := p.Place.(*[]time.Duration)
		switch {
		case !ok:
		case l.column != (column{}) && *sample != nil:
			return errors.New("has both values and a file; keep one of them")
		case l.column != (column{}):
			values, err := l.column.read(folder)
			*sample = values
			return err
		case *sample == nil:
			return errors.New("needs values, or a file and its column")
		}
	}
	return nil
}

// schemaOfDistribution describes every way to write a law.
func schemaOfDistribution() *jsonschema.Schema {
	var constant time.Duration
	alternatives := []*jsonschema.Schema{form.Duration(&constant).Schema()}
	for _, declare := range sim.Families {
		family := declare()
		l := law{family: &family}
		alternatives = append(alternatives, &jsonschema.Schema{
			Type: "object", Description: l.doc(), Required: []string{family.Name},
			AdditionalProperties: form.RefuseAll(),
			Properties:           map[string]*jsonschema.Schema{family.Name: form.SchemaOfFields(l.fields())},
		})
	}
	return &jsonschema.Schema{AnyOf: alternatives}
}

// Distributions lists the distributions that a scenario may name, in the order in which help shows them. A bare
// duration is a constant.
func Distributions() []Choice {
	var choices []Choice
	for _, declare := range sim.Families {
		family := declare()
		l := law{family: &family}
		choices = append(choices, Choice{family.Name, l.doc(), parameters(l.fields())})
	}
	return choices
}

// doc describes the family. Of a sample it says that the values may come from a file.
func (l *law) doc() string {
	for _, p := range l.family.Parameters {
		if _, ok := p.Place.(*[]time.Duration); ok {
			return l.family.Doc + "; from a list, or from a column of a CSV file in the scenario's folder"
		}
	}
	return l.family.Doc
}
