package reports

import (
	"fmt"

	"github.com/reparentsim/reparentsim/sim/estimate"
)

// Comparison is the mean paired difference of a metric between a strategy and the baseline over the same
// replications. The intervals of all comparisons of the same input hold together.
type Comparison struct {
	Metric             int // index into record.Metrics
	Baseline, Strategy string
	Correction         string
	estimate.Difference
}

// compareAll compares each strategy with the baseline in each of the metrics.
func compareAll(in *Input, metrics []int) []Comparison {
	if in.Baseline < 0 {
		return nil
	}
	baseline := &in.Results[in.Baseline]
	several := len(metrics) * (len(in.Results) - 1)
	confidence := estimate.Bonferroni(in.Confidence, several)
	var comparisons []Comparison
	for _, metric := range metrics {
		for i := range in.Results {
			if i == in.Baseline {
				continue
			}
			other := &in.Results[i]
			comparisons = append(comparisons, Comparison{
				Metric: metric, Baseline: baseline.Strategy, Strategy: other.Strategy,
				Correction: fmt.Sprintf("bonferroni %d", several),
				Difference: estimate.Paired(baseline.Values(metric), other.Values(metric), confidence),
			})
		}
	}
	return comparisons
}
