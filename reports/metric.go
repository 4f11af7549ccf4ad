package reports

import "github.com/reparentsim/reparentsim/model/record"

// defaultNames are the metrics that a text report shows unless others are asked for: what was lost, what timed out, the
// outage as it was and as vtgates saw it, and what clients saw.
var defaultNames = []string{
	"bufferings_timed_out", "updates_dropped", "timeout_ratio", "vtgates_with_timeout",
	"outage_merged", "outage_seen",
	"query_failure_ratio", "queries_failed", "queries_ok_after_buffering", "buffered_time_p99", "evicted_buffer_full",
	"notification_depth_max", "notification_delay_p99", "notification_bytes_max",
}

// DefaultMetrics returns the indices into record.Metrics of the metrics that text reports show by default.
func DefaultMetrics() []int {
	indices := make([]int, len(defaultNames))
	for i, name := range defaultNames {
		indices[i] = record.MetricIndex(name)
	}
	return indices
}

// displayUnit returns the unit in which a text shows a metric, and the factor from the metric's own unit to it.
// Ratios are shown in per cent.
func displayUnit(metric int) (factor float64, unit string) {
	switch own := record.Metrics[metric].Unit; own {
	case "ratio":
		return 100, "%"
	case "1 per vtgate":
		return 1, "per vtgate"
	case "1":
		return 1, ""
	default:
		return 1, own
	}
}
