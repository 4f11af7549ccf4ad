package scenarios

import (
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/model"
)

const wantThreshold = `a promise METRIC OP NUMBER such as "bufferings_timed_out < 1"`

// threshold is the form of a promise about a metric's mean.
var threshold = form[model.Threshold]{
	want: wantThreshold,
	read: func(c *checker, n *node, path string, into *model.Threshold) {
		expression, ok := readText(c, n, path, wantThreshold)
		if !ok {
			return
		}
		read, err := model.ParseThreshold(expression)
		words := strings.Fields(expression)
		switch {
		case err != nil && len(words) == 3 && model.MetricIndex(words[0]) < 0:
			c.reject(n, path, "%s", unknown("metric", words[0], metricNames()))
		case err != nil:
			c.reject(n, path, "%v", err)
		default:
			*into = read
		}
	},
	print: func(value *model.Threshold) *node { return printText(value.Expression) },
	schema: func() *jsonschema.Schema {
		return &jsonschema.Schema{Type: "string", Pattern: `^\s*(` + strings.Join(metricNames(), "|") + `)\s+(<|<=|>|>=|==)\s+\S+\s*$`}
	},
}

func metricNames() []string {
	names := make([]string, len(model.Metrics))
	for i := range model.Metrics {
		names[i] = model.Metrics[i].Name
	}
	return names
}
