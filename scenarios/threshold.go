package scenarios

import (
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

const wantThreshold = `a condition METRIC OP NUMBER such as "bufferings_timed_out < 1"`

// threshold is the form of a condition on a metric's mean.
func threshold(place *record.Threshold) form.Value {
	return form.Value{
		Want: wantThreshold,
		Read: func(c *form.Checker, n *form.Node, path string) {
			expression, ok := form.ReadText(c, n, path, wantThreshold)
			if !ok {
				return
			}
			read, err := record.ParseThreshold(expression)
			words := strings.Fields(expression)
			switch {
			case err != nil && len(words) == 3 && record.MetricIndex(words[0]) < 0:
				c.Reject(n, path, "%s", wording.Unknown("metric", words[0], metricNames()))
			case err != nil:
				c.Reject(n, path, "%v", err)
			default:
				*place = read
			}
		},
		Print: func() *form.Node { return form.Text(&place.Expression).Print() },
		Schema: func() *jsonschema.Schema {
			names := strings.Join(metricNames(), "|")
			return &jsonschema.Schema{Type: "string", Pattern: `^\s*(` + names + `)\s+(<|<=|>|>=|==)\s+\S+\s*$`}
		},
	}
}

func metricNames() []string {
	names := make([]string, len(record.Metrics))
	for i := range record.Metrics {
		names[i] = record.Metrics[i].Name
	}
	return names
}
