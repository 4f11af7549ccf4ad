package reports

import (
	"math"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// Version says which program made a report.
type Version struct {
	Program string `json:"program"`
	Model   string `json:"model"`
	Go      string `json:"go"`
}

// Setting is one value of the point of a grid that a result belongs to.
type Setting struct {
	Path  string
	Value any
}

// Input is what a report is made of: one experiment with one scenario.
type Input struct {
	Version     Version
	Scenario    string
	Description string
	SHA256      string // of the scenario with all defaults filled in
	Vitess      string // the preset
	Point       []Setting
	Seed        uint64
	Confidence  float64
	Gates       int             // vtgates a replication
	Asked       int             // replications asked for
	Results     []record.Result // one per strategy, all of the same replications
	Interrupted bool            // the experiment ended early: Results hold fewer replications than were asked for
	Baseline    int             // the strategy that the others are compared with; -1: none
	Metrics     []int           // rows of the text and metrics compared, the first leads; nil: DefaultMetrics
	Thresholds  []record.Threshold
	Sources     []string // where the numbers come from
	Figures     []string
	Notes       []string
}

// Report is everything that writers render.
type Report struct {
	Version     Version
	Seed        uint64
	Confidence  float64
	Interrupted bool
	Results     []Result
	Figures     []string
	sections    []section
}

// section is one experiment's part of a report.
type section struct {
	input       Input
	metrics     []int
	results     []Result
	comparisons []Comparison
}

// Result is what one strategy did in one scenario.
type Result struct {
	Scenario, SHA256, Strategy string
	Point                      []Setting
	Replications               int
	Seed                       uint64
	Estimates                  []estimate.Estimate // in the order of record.Metrics
	TimeoutCauses              []Cause             // means per vtgate, those seen, in the order of record.TimeoutCauses
	FailureCauses              []Cause
	Thresholds                 []Judgement
	Interrupted                bool
	records                    []record.Replication
}

// Cause is a cause with the mean number per vtgate of what it caused.
type Cause struct {
	Name            string
	Mean, HalfWidth float64
}

// Judgement is a threshold held against a metric's mean.
type Judgement struct {
	Expression string
	Passed     bool
	Value      float64 // NaN: the mean is undefined, which keeps no promise
	HalfWidth  float64
}

// New computes a report of one or more experiments.
func New(inputs ...Input) *Report {
	r := &Report{}
	for _, in := range inputs {
		s := newSection(in)
		r.Version, r.Seed, r.Confidence = in.Version, in.Seed, in.Confidence
		r.Interrupted = r.Interrupted || in.Interrupted
		r.Results = append(r.Results, s.results...)
		r.Figures = append(r.Figures, in.Figures...)
		r.sections = append(r.sections, s)
	}
	return r
}

func newSection(in Input) section {
	s := section{input: in, metrics: in.Metrics}
	if s.metrics == nil {
		s.metrics = DefaultMetrics()
	}
	for _, strategy := range in.Results {
		s.results = append(s.results, newResult(&in, strategy))
	}
	s.comparisons = compareAll(&in, s.metrics)
	return s
}

func newResult(in *Input, strategy record.Result) Result {
	r := Result{Scenario: in.Scenario, SHA256: in.SHA256, Strategy: strategy.Strategy, Point: in.Point, Replications: len(strategy.Records), Seed: in.Seed, Interrupted: in.Interrupted, records: strategy.Records}
	for m := range record.Metrics {
		r.Estimates = append(r.Estimates, estimate.Mean(strategy.Values(m), in.Confidence))
	}
	for c := range record.TimeoutCauses {
		r.TimeoutCauses = appendCause(r.TimeoutCauses, record.TimeoutCauses[c].Name, strategy.Records, in.Confidence, func(x *record.Replication) float64 { return x.TimeoutCauses[c] })
	}
	for c := range record.FailureCauses {
		r.FailureCauses = appendCause(r.FailureCauses, record.FailureCauses[c].Name, strategy.Records, in.Confidence, func(x *record.Replication) float64 { return x.FailureCauses[c] })
	}
	for _, t := range in.Thresholds {
		e := &r.Estimates[t.Metric]
		r.Thresholds = append(r.Thresholds, Judgement{t.Expression, !math.IsNaN(e.Mean) && t.Holds(e.Mean), e.Mean, e.HalfWidth})
	}
	return r
}

// appendCause adds a cause that was seen at all.
func appendCause(causes []Cause, name string, records []record.Replication, confidence float64, of func(*record.Replication) float64) []Cause {
	values := make([]float64, len(records))
	for i := range records {
		values[i] = of(&records[i])
	}
	e := estimate.Mean(values, confidence)
	if !(e.Max > 0) {
		return causes
	}
	return append(causes, Cause{name, e.Mean, e.HalfWidth})
}

// ThresholdsBroken reports whether any promise was broken.
func (r *Report) ThresholdsBroken() bool {
	for i := range r.Results {
		for _, j := range r.Results[i].Thresholds {
			if !j.Passed {
				return true
			}
		}
	}
	return false
}
