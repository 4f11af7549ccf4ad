package scenarios

import (
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

const wantThreshold = `a promise METRIC OP NUMBER such as "bufferings_timed_out < 1"`

// threshold is the form of a promise about a metric's mean.
var threshold = form[record.Threshold]{
	want: wantThreshold,
	read: func(c *checker, n *node, path string, into *record.Threshold) {
		expression, ok := readText(c, n, path, wantThreshold)
		if !ok {
			return
		}
		read, err := record.ParseThreshold(expression)
		words := strings.Fields(expression)
		switch {
		case err != nil && len(words) == 3 && record.MetricIndex(words[0]) < 0:
			c.reject(n, path, "%s", wording.Unknown("metric", words[0], metricNames()))
		case err != nil:
			c.reject(n, path, "%v", err)
		default:
			*into = read
		}
	},
	print: func(value *record.Threshold) *node { return printText(value.Expression) },
	schema: func() *jsonschema.Schema {
		return &jsonschema.Schema{Type: "string", Pattern: `^\s*(` + strings.Join(metricNames(), "|") + `)\s+(<|<=|>|>=|==)\s+\S+\s*$`}
	},
}

func metricNames() []string {
	names := make([]string, len(record.Metrics))
	for i := range record.Metrics {
		names[i] = record.Metrics[i].Name
	}
	return names
}
