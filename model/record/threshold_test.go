package record

import (
	"math"
	"testing"
)

// Each operator is checked below, at and above its limit. An undefined number meets no condition.
func TestThresholds(t *testing.T) {
	for operator, want := range map[string][3]bool{
		"<": {true, false, false}, "<=": {true, true, false}, "==": {false, true, false},
		">": {false, false, true}, ">=": {false, true, true},
	} {
		threshold, err := ParseThreshold("queries " + operator + " 2")
		if err != nil {
			t.Fatal(err)
		}
		if have := [3]bool{threshold.Holds(1.5), threshold.Holds(2), threshold.Holds(2.5)}; have != want {
			t.Errorf("queries %s 2 holds for 1.5, 2 and 2.5: %v, want %v", operator, have, want)
		}
		if threshold.Holds(math.NaN()) {
			t.Errorf("queries %s 2 holds for an undefined number", operator)
		}
	}
	for _, expression := range []string{
		"", "queries", "queries < ", "queries =< 1", "query < 1", "queries < NaN", "queries < Inf", "queries < 1 2",
	} {
		if _, err := ParseThreshold(expression); err == nil {
			t.Errorf("%q is accepted", expression)
		}
	}
}
