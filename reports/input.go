package reports

import "github.com/reparentsim/reparentsim/model/record"

// Version says which program made a report.
type Version struct {
	Program string `json:"program"`
	Model   string `json:"model"`
	Go      string `json:"go"`
}

// Setting is one coordinate of the point of a grid that a result belongs to.
type Setting struct {
	Path  string
	Value any
}

// Input is what a report is made from: one experiment with one scenario.
type Input struct {
	Version     Version
	Scenario    string
	Description string
	SHA256      string // of the scenario with all defaults filled in
	Vitess      string // the release whose behaviour was simulated, such as v21
	Point       []Setting
	Seed        uint64
	Confidence  float64
	Vtgates     int // vtgates per replication
	Asked       int // replications asked for

	Results     []record.Result // one per strategy, all of the same replications
	Interrupted bool            // the experiment ended early: the results hold fewer replications than asked for
	Baseline    int             // index of the strategy that the others are compared with, or -1

	// Metrics are the metrics that the text shows and that are compared, as indices into record.Metrics. The first one
	// leads. nil means DefaultMetrics.
	Metrics    []int
	Thresholds []record.Threshold
	Sources    []string // where the scenario's numbers come from
	Notes      []string
	Figures    []Drawing // those that were written
	Drawn      Unit      // what the figures show, if there are any
}
