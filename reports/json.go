package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// number is a float64 that JSON can hold: null unless it is finite.
type number float64

// MarshalJSON writes null for what is not finite.
func (n number) MarshalJSON() ([]byte, error) {
	if f := float64(n); math.IsNaN(f) || math.IsInf(f, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// member is one member of an object whose order matters.
type member struct {
	name  string
	value any
}

// object is a JSON object that keeps the order of its members.
type object []member

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func pointObject(point []Setting) object {
	o := object{}
	for _, s := range point {
		o = append(o, member{s.Path, s.Value})
	}
	return o
}

func causesObject(causes []Cause) object {
	o := object{}
	for _, c := range causes {
		o = append(o, member{c.Name, number(c.Mean)})
	}
	return o
}

// list returns a list that is [] and not null when it is empty.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

// warningTexts lists what warnings say.
func warningTexts(warnings []estimate.Warning) []string {
	texts := []string{}
	for _, w := range warnings {
		texts = append(texts, w.Text)
	}
	return texts
}

// warnings lists what must be known of an estimate.
func (r *Result) warnings(e *estimate.Estimate) []string {
	texts := warningTexts(e.Warnings)
	if r.Interrupted {
		texts = append(texts, fmt.Sprintf("interrupted after %d replications", r.Replications))
	}
	return texts
}

func (r *Result) object() object {
	metrics := object{}
	for m := range record.Metrics {
		e := &r.Estimates[m]
		one := object{{"unit", record.Metrics[m].Unit}, {"n", e.N}, {"mean", number(e.Mean)}, {"half_width", number(e.HalfWidth)}, {"min", number(e.Min)}, {"max", number(e.Max)},
			{"p50", number(e.P50)}, {"p99", number(e.P99)}, {"warnings", r.warnings(e)}}
		metrics = append(metrics, member{record.Metrics[m].Name, one})
	}
	thresholds := []object{}
	for _, j := range r.Thresholds {
		thresholds = append(thresholds, object{{"expr", j.Expression}, {"passed", j.Passed}, {"value", number(j.Value)}})
	}
	return object{{"scenario", r.Scenario}, {"scenario_sha256", r.SHA256}, {"strategy", r.Strategy}, {"point", pointObject(r.Point)}, {"replications", r.Replications},
		{"metrics", metrics}, {"causes", object{{"timeouts", causesObject(r.TimeoutCauses)}, {"failed_queries", causesObject(r.FailureCauses)}}}, {"thresholds", thresholds}}
}

func (c *Comparison) object(point []Setting, confidence float64) object {
	return object{{"metric", record.Metrics[c.Metric].Name}, {"point", pointObject(point)}, {"baseline", c.Baseline}, {"strategy", c.Strategy}, {"n", c.N},
		{"difference", number(c.Mean)}, {"half_width", number(c.HalfWidth)}, {"confidence", confidence}, {"correction", c.Correction}, {"significant", c.Significant}, {"warnings", warningTexts(c.Warnings)}}
}

func writeJSON(w io.Writer, r *Report) error {
	results, comparisons := []object{}, []object{}
	for i := range r.Results {
		results = append(results, r.Results[i].object())
	}
	for i := range r.sections {
		s := &r.sections[i]
		for j := range s.comparisons {
			comparisons = append(comparisons, s.comparisons[j].object(s.input.Point, s.input.Confidence))
		}
	}
	document := object{{"schema", "reparentsim/report/v1"}, {"version", r.Version}, {"seed", r.Seed}, {"confidence", r.Confidence}, {"interrupted", r.Interrupted},
		{"results", results}, {"comparisons", comparisons}, {"figures", list(r.Figures)}}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}

// writeJSONLines writes a line for each replication and strategy.
func writeJSONLines(w io.Writer, r *Report) error {
	encoder := json.NewEncoder(w)
	for i := range r.Results {
		result := &r.Results[i]
		for n := range result.records {
			metrics := object{}
			for m := range record.Metrics {
				metrics = append(metrics, member{record.Metrics[m].Name, number(result.records[n].Values[m])})
			}
			line := object{{"scenario", result.Scenario}, {"point", pointObject(result.Point)}, {"strategy", result.Strategy}, {"replication", n}, {"seed", result.Seed}, {"metrics", metrics}}
			if err := encoder.Encode(line); err != nil {
				return err
			}
		}
	}
	return nil
}
