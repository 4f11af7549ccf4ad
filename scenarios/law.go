package scenarios

import (
	"strings"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
	"github.com/reparentsim/reparentsim/sim"
)

// law is a distribution as a scenario writes it. The zero law is the constant 0.
type law struct {
	distribution *Distribution // nil: a constant
	constant     time.Duration
	arguments    lawArguments
	built        sim.Distribution
}

const wantLaw = "a duration such as 250ms, or a distribution such as {uniform: {min: 1s, max: 2s}}"

// lawForm is the form of all durations that say how long something takes.
var lawForm = form[law]{want: wantLaw, read: readLaw, print: printLaw,
	schema: func() *jsonschema.Schema { return &jsonschema.Schema{Ref: "#/definitions/distribution"} }}

func distributionNames() []string {
	names := make([]string, len(Distributions))
	for i := range Distributions {
		names[i] = Distributions[i].Name
	}
	return names
}

func readLaw(c *checker, n *node, path string, into *law) {
	switch {
	case n.kind == scalarNode && !n.isNull():
		form := duration
		form.want = wantLaw
		value := into.constant
		form.read(c, n, path, &value)
		if !c.bad[path] {
			*into = constantLaw(value)
		}
	case n.kind == mappingNode && len(n.keys) == 1:
		readDistribution(c, n.keys[0], n.items[0], path, into)
	case n.kind == mappingNode && len(n.keys) > 1:
		c.reject(n, path, "want one distribution, got %d", len(n.keys))
	default:
		c.want(n, path, wantLaw)
	}
}

// readDistribution reads the parameters of the distribution that the key names.
func readDistribution(c *checker, name, value *node, path string, into *law) {
	for i := range Distributions {
		d := &Distributions[i]
		if d.Name != name.text {
			continue
		}
		path = join(path, d.Name)
		read := law{distribution: d}
		known := len(c.faults)
		mapping("the distribution's parameters: "+strings.Join(fieldNames(d.fields), ", "), d.fields, zero[lawArguments]).read(c, value, path, &read.arguments)
		if len(c.faults) > known {
			return
		}
		if d.Name == "empirical" {
			if err := read.arguments.load(c.folder); err != nil {
				c.reject(value, path, "%v", err)
				return
			}
		}
		var err error
		if read.built, err = d.build(&read.arguments); err != nil {
			c.reject(value, path, "%v", err)
			return
		}
		*into = read
		return
	}
	c.reject(name, path, "%s", wording.Unknown("distribution", name.text, distributionNames()))
}

func printLaw(value *law) *node {
	if value.distribution == nil {
		return plainNode(formatDuration(value.constant))
	}
	return mappingOf(value.distribution.Name, printFields(value.distribution.fields, &value.arguments))
}

// constantLaw is the law of a default; d is not negative.
func constantLaw(d time.Duration) law {
	built, err := sim.Constant(d)
	if err != nil {
		panic(err)
	}
	return law{constant: d, built: built}
}

// isZero reports whether every variate is 0.
func (l *law) isZero() bool { return l.built.Longest() == 0 }
