package reports

// Report is everything that the formats render.
type Report struct {
	Version     Version
	Seed        uint64
	Confidence  float64
	Interrupted bool
	Results     []Result // of all inputs
	Figures     []Drawing
	sections    []section
}

// section is one experiment's part of a report.
type section struct {
	input       Input
	metrics     []int
	results     []Result
	comparisons []Comparison
}

// New computes a report of one or more experiments, which have version, seed and confidence in common.
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
	for i := range in.Results {
		s.results = append(s.results, newResult(&in, &in.Results[i]))
	}
	s.comparisons = compareAll(&in, s.metrics)
	return s
}

// ThresholdsBroken reports whether any threshold was broken.
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
