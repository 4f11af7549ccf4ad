package scenarios

import (
	"math"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/form"
)

// weights say how a vtgate's queries divide among the shards.
type weights struct {
	kind   string // uniformWeights, zipfWeights or listedWeights
	zipf   float64
	listed []float64
}

// Kinds of weights.
const (
	uniformWeights = "uniform"
	zipfWeights    = "zipf"
	listedWeights  = "listed"
)

const wantWeights = "uniform, {zipf: 1.1} or a list of weights"

var (
	zipfForm    = form.Mapping(wantWeights, (*weights).fields)
	weightList  = form.List(form.NonNegative, 1, maxShards, nil)
	uniformName = form.Choice("distribution of queries", uniformWeights)
)

// fields returns the fields of weights by Zipf's law.
func (w *weights) fields() []form.Field {
	return []form.Field{
		form.Key("zipf", "exponent: the n-th shard has weight 1/n^zipf", &w.zipf, form.NonNegative).Needed(),
	}
}

// weightsForm is the form of shard_weights.
func weightsForm(place *weights) form.Value {
	return form.Value{
		Want: wantWeights,
		Read: func(c *form.Checker, n *form.Node, path string) {
			var read weights
			if c.Try(path, func() { read.read(c, n, path) }) {
				*place = read
			}
		},
		Print: func() *form.Node {
			switch place.kind {
			case zipfWeights:
				return zipfForm(place).Print()
			case listedWeights:
				return weightList(&place.listed).Print()
			}
			return form.PlainNode(uniformWeights)
		},
		Schema: func() *jsonschema.Schema {
			return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
				uniformName(&place.kind).Schema(), zipfForm(place).Schema(), weightList(&place.listed).Schema(),
			}}
		},
	}
}

func (w *weights) read(c *form.Checker, n *form.Node, path string) {
	switch n.Kind {
	case form.MappingNode:
		w.kind = zipfWeights
		zipfForm(w).Read(c, n, path)
	case form.SequenceNode:
		w.kind = listedWeights
		weightList(&w.listed).Read(c, n, path)
	case form.ScalarNode:
		w.kind = uniformWeights
		if n.Text != uniformWeights {
			c.Want(n, path, wantWeights)
		}
	}
}

// of returns the weights of n shards.
func (w *weights) of(n int) []float64 {
	if w.kind == listedWeights {
		return w.listed
	}
	values := make([]float64, n)
	for i := range values {
		values[i] = math.Pow(float64(i+1), -w.zipf) // uniform is zipf 0
	}
	return values
}
