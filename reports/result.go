package reports

import (
	"math"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// Result is the result of one strategy in one scenario.
type Result struct {
	Scenario, SHA256, Strategy string
	Point                      []Setting
	Replications               int
	Interrupted                bool
	Seed                       uint64
	Estimates                  []estimate.Estimate // in the order of record.Metrics
	TimeoutCauses              []Cause             // those seen, in the order of record.TimeoutCauses
	FailureCauses              []Cause             // those seen, in the order of record.FailureCauses
	Thresholds                 []Judgement
	records                    []record.Replication
}

// Cause is a cause and the mean number, per vtgate, of time-outs or failures that it caused.
type Cause struct {
	Name            string
	Mean, HalfWidth float64
}

// Judgement says whether a metric's mean keeps a threshold.
type Judgement struct {
	Expression string
	Passed     bool
	Value      float64 // the mean; NaN if it is undefined, which passes no threshold
	HalfWidth  float64
}

func newResult(in *Input, recorded *record.Result) Result {
	records := recorded.Records
	r := Result{Scenario: in.Scenario, SHA256: in.SHA256, Strategy: recorded.Strategy, Point: in.Point,
		Replications: len(records), Interrupted: in.Interrupted, Seed: in.Seed, records: records}
	for m := range record.Metrics {
		r.Estimates = append(r.Estimates, estimate.Mean(recorded.Values(m), in.Confidence))
	}
	for c := range record.TimeoutCauses {
		seen := func(x *record.Replication) float64 { return x.TimeoutCauses[c] }
		r.TimeoutCauses = appendCause(r.TimeoutCauses, record.TimeoutCauses[c].Name, records, in.Confidence, seen)
	}
	for c := range record.FailureCauses {
		seen := func(x *record.Replication) float64 { return x.FailureCauses[c] }
		r.FailureCauses = appendCause(r.FailureCauses, record.FailureCauses[c].Name, records, in.Confidence, seen)
	}
	for _, t := range in.Thresholds {
		e := &r.Estimates[t.Metric]
		passed := !math.IsNaN(e.Mean) && t.Holds(e.Mean)
		r.Thresholds = append(r.Thresholds, Judgement{t.Expression, passed, e.Mean, e.HalfWidth})
	}
	return r
}

// appendCause adds a cause if it was seen at all.
func appendCause(causes []Cause, name string, records []record.Replication, confidence float64,
	seen func(*record.Replication) float64) []Cause {
	values := make([]float64, len(records))
	for i := range records {
		values[i] = seen(&records[i])
	}
	e := estimate.Mean(values, confidence)
	if !(e.Max > 0) { // NaN without records
		return causes
	}
	return append(causes, Cause{name, e.Mean, e.HalfWidth})
}

// estimate returns the estimate of the named metric.
func (r *Result) estimate(name string) *estimate.Estimate {
	return &r.Estimates[record.MetricIndex(name)]
}
