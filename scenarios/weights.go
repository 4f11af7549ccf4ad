package scenarios

import (
	"math"

	"github.com/google/jsonschema-go/jsonschema"
)

// weights say how a vtgate's queries divide among the shards.
type weights struct {
	kind   string // uniform, zipf or listed
	zipf   float64
	listed []float64
}

const wantWeights = "uniform, {zipf: 1.1} or a list of weights"

var (
	zipfFields  = fields(key("zipf", "exponent: the n-th shard has weight 1/n^zipf", func(w *weights) *float64 { return &w.zipf }, number(nonNegativeNumber)).needed())
	weightList  = list(number(nonNegativeNumber), 1, maxShards, zero[float64])
	uniformName = choice("distribution of queries", fixed("uniform"))
)

// weightsForm is the form of shard_weights.
var weightsForm = form[weights]{
	want: wantWeights,
	read: readWeights,
	print: func(value *weights) *node {
		switch value.kind {
		case "zipf":
			return printFields(zipfFields, value)
		case "listed":
			return weightList.print(&value.listed)
		}
		return plainNode("uniform")
	},
	schema: func() *jsonschema.Schema {
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{uniformName.schema(), schemaOfFields(zipfFields, weights{}), weightList.schema()}}
	},
}

func readWeights(c *checker, n *node, path string, into *weights) {
	var read weights
	known := len(c.faults)
	switch n.kind {
	case mappingNode:
		read.kind = "zipf"
		readFields(c, n, path, zipfFields, &read)
	case sequenceNode:
		read.kind = "listed"
		weightList.read(c, n, path, &read.listed)
	case scalarNode:
		read.kind = "uniform"
		if n.text != read.kind {
			c.want(n, path, wantWeights)
		}
	}
	if len(c.faults) > known {
		c.bad[path] = true
		return
	}
	*into = read
}

// of returns the weights of n shards.
func (w *weights) of(n int) []float64 {
	if w.kind == "listed" {
		return w.listed
	}
	values := make([]float64, n)
	for i := range values {
		values[i] = math.Pow(float64(i+1), -w.zipf) // uniform is zipf 0
	}
	return values
}
