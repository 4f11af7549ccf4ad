package record

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Threshold is a condition on a metric's mean, such as "bufferings_timed_out < 1".
type Threshold struct {
	Expression string
	Metric     int // index into Metrics
	Operator   string
	Limit      float64
}

// ThresholdOperators lists the operators of thresholds.
var ThresholdOperators = []string{"<", "<=", ">", ">=", "=="}

// ParseThreshold parses METRIC OP NUMBER.
func ParseThreshold(expression string) (Threshold, error) {
	fields := strings.Fields(expression)
	if len(fields) != 3 {
		return Threshold{}, fmt.Errorf("want METRIC OP NUMBER such as \"bufferings_timed_out < 1\", got %q", expression)
	}
	t := Threshold{Expression: strings.Join(fields, " "), Metric: MetricIndex(fields[0]), Operator: fields[1]}
	if t.Metric < 0 {
		return Threshold{}, fmt.Errorf("unknown metric %q", fields[0])
	}
	known := false
	for _, operator := range ThresholdOperators {
		known = known || operator == t.Operator
	}
	if !known {
		return Threshold{}, fmt.Errorf("unknown operator %q; want one of %s",
			t.Operator, strings.Join(ThresholdOperators, " "))
	}
	limit, err := strconv.ParseFloat(fields[2], 64)
	if err != nil || math.IsNaN(limit) || math.IsInf(limit, 0) {
		return Threshold{}, fmt.Errorf("want a finite number after %q, got %q", t.Operator, fields[2])
	}
	t.Limit = limit
	return t, nil
}

// Holds reports whether a value meets the condition. An undefined value (NaN) meets none.
func (t Threshold) Holds(value float64) bool {
	switch t.Operator {
	case "<":
		return value < t.Limit
	case "<=":
		return value <= t.Limit
	case ">":
		return value > t.Limit
	case ">=":
		return value >= t.Limit
	default:
		return value == t.Limit
	}
}
