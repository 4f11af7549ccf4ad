package reports

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// writeJSON writes the report as one document.
func writeJSON(w io.Writer, r *Report) error {
	results, comparisons := []object{}, []object{}
	for i := range r.Results {
		results = append(results, r.Results[i].object())
	}
	for i := range r.sections {
		s := &r.sections[i]
		for j := range s.comparisons {
			comparisons = append(comparisons, s.comparisons[j].object(&s.input))
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(object{
		{"schema", "reparentsim/report/v1"}, {"version", r.Version}, {"seed", r.Seed}, {"confidence", r.Confidence},
		{"interrupted", r.Interrupted}, {"results", results}, {"comparisons", comparisons},
		{"figures", files(r.Figures)},
	})
}

func (r *Result) object() object {
	metrics := object{}
	for m := range record.Metrics {
		e := &r.Estimates[m]
		metrics = append(metrics, member{record.Metrics[m].Name, object{
			{"unit", record.Metrics[m].Unit}, {"n", e.N}, {"mean", number(e.Mean)},
			{"half_width", number(e.HalfWidth)}, {"min", number(e.Min)}, {"max", number(e.Max)},
			{"p50", number(e.P50)}, {"p99", number(e.P99)}, {"warnings", r.warnings(e)},
		}})
	}
	thresholds := []object{}
	for _, j := range r.Thresholds {
		thresholds = append(thresholds, object{
			{"expr", j.Expression}, {"passed", j.Passed}, {"value", number(j.Value)}})
	}
	causes := object{
		{"timeouts", causesObject(r.TimeoutCauses)}, {"failed_queries", causesObject(r.FailureCauses)}}
	return object{
		{"scenario", r.Scenario}, {"scenario_sha256", r.SHA256}, {"strategy", r.Strategy},
		{"point", pointObject(r.Point)}, {"replications", r.Replications}, {"metrics", metrics},
		{"causes", causes}, {"thresholds", thresholds},
	}
}

func causesObject(causes []Cause) object {
	o := object{}
	for _, c := range causes {
		o = append(o, member{c.Name, number(c.Mean)})
	}
	return o
}

func (c *Comparison) object(in *Input) object {
	return object{
		{"metric", record.Metrics[c.Metric].Name}, {"point", pointObject(in.Point)}, {"baseline", c.Baseline},
		{"strategy", c.Strategy}, {"n", c.N}, {"difference", number(c.Mean)}, {"half_width", number(c.HalfWidth)},
		{"confidence", in.Confidence}, {"correction", c.Correction}, {"significant", c.Significant},
		{"warnings", warningTexts(c.Warnings)},
	}
}

// warnings lists what must be known about an estimate.
func (r *Result) warnings(e *estimate.Estimate) []string {
	texts := warningTexts(e.Warnings)
	if r.Interrupted {
		texts = append(texts, fmt.Sprintf("interrupted after %d replications", r.Replications))
	}
	return texts
}

func warningTexts(warnings []estimate.Warning) []string {
	texts := []string{}
	for _, w := range warnings {
		texts = append(texts, w.Text)
	}
	return texts
}
