package record

import (
	"math"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/reparentsim/reparentsim/model/buffer"
)

// Metric is one figure of a replication under one strategy. Metrics per vtgate are means over the replication's
// vtgates. A ratio is the quotient of two sums over the vtgates.
type Metric struct {
	Name string
	Unit string // "1", "1 per vtgate", "s", "B", "ratio"
	Doc  string

	value func(*total) float64 // NaN where undefined: 0/0, or no sample
}

// total holds what the metrics of a replication are computed from.
type total struct {
	Tally
	rollout Rollout
	samples *samples
}

// MetricIndex returns the position of the named metric in Metrics, or -1.
func MetricIndex(name string) int {
	for i := range Metrics {
		if Metrics[i].Name == name {
			return i
		}
	}
	return -1
}

// Units of metrics.
const (
	perVtgate = "1 per vtgate"
	seconds   = "s"
	ratio     = "ratio"
	count     = "1"
	bytes     = "B"
)

// Metrics lists the metrics in the order in which reports show them. A Replication's Values are in the same order.
var Metrics = []Metric{
	{"updates_broadcast", perVtgate, "health updates that the health check offered to the watcher",
		mean(func(t *total) int { return t.Broadcast })},
	{"updates_delivered", perVtgate, "updates that the watcher took and processed",
		mean(func(t *total) int { return t.Delivered })},
	{"updates_dropped", perVtgate, "updates lost because the notification channel was full",
		mean(func(t *total) int { return t.Dropped })},
	{"updates_coalesced", perVtgate, "updates replaced by a newer one while they waited",
		mean(func(t *total) int { return t.Coalesced })},
	{"updates_waiting", perVtgate, "updates not yet processed when the replication ended",
		mean(func(t *total) int { return t.Waiting() })},
	{"drop_ratio", ratio, "dropped / broadcast",
		func(t *total) float64 { return quotient(t.Dropped, t.Broadcast) }},
	{"notification_depth_max", count, "deepest queue of any vtgate, not counting the update being processed",
		func(t *total) float64 { return float64(t.DepthMax) }},
	{"notification_bytes_max", bytes, "most bytes held by the notification's own storage in any vtgate",
		func(t *total) float64 { return float64(t.HeldMaxBytes) }},
	{"notification_bytes_allocated", bytes, "bytes allocated for the notification's storage, mean per vtgate",
		func(t *total) float64 { return float64(t.AllocatedBytes) / float64(t.Vtgates) }},
	{"notification_delay_p50", seconds, "from broadcast to effect in the watcher, median",
		func(t *total) float64 { return percentile(t.samples.delays, 50) }},
	{"notification_delay_p99", seconds, "from broadcast to effect in the watcher, 99th percentile",
		func(t *total) float64 { return percentile(t.samples.delays, 99) }},
	{"notification_delay_max", seconds, "from broadcast to effect in the watcher, longest",
		func(t *total) float64 { return percentile(t.samples.delays, 100) }},
	{"bufferings", perVtgate, "bufferings started",
		mean(func(t *total) int { return t.Buffer.Starts })},
	{"bufferings_timed_out", perVtgate, "bufferings stopped by MaxDurationExceeded",
		mean(func(t *total) int { return t.TimedOut() })},
	{"bufferings_new_primary", perVtgate, "bufferings stopped by NewPrimarySeen",
		mean(func(t *total) int { return t.Buffer.Stops[buffer.NewPrimarySeen] })},
	{"timeout_ratio", ratio, "bufferings timed out / started",
		func(t *total) float64 { return quotient(t.TimedOut(), t.Buffer.Starts) }},
	{"vtgates_with_timeout", ratio, "share of vtgates with at least one buffering that timed out",
		mean(func(t *total) int { return t.TimedOutVtgates })},
	{"vtgates_deadlocked", ratio, "share of vtgates that deadlocked",
		mean(func(t *total) int { return t.DeadlockedVtgates })},
	{"outage_merged", seconds, "total length of the keyspaces' merged outages",
		func(t *total) float64 { return t.rollout.Outage.Seconds() }},
	{"outage_merged_longest", seconds, "the longest merged outage of a keyspace",
		func(t *total) float64 { return t.rollout.LongestOutage.Seconds() }},
	{"outage_seen", seconds, "total length of the merged outages as the watchers saw them, mean over vtgates",
		func(t *total) float64 { return t.Seen.Seconds() / float64(t.Vtgates) }},
	{"shards_down_max", count, "most shards down at the same time",
		func(t *total) float64 { return float64(t.rollout.DownMax) }},
	{"queries", perVtgate, "queries that arrived",
		mean(func(t *total) int { return t.Queries() })},
	{"queries_ok", perVtgate, "queries that succeeded",
		mean(func(t *total) int { return t.OK + t.Counted })},
	{"queries_ok_after_buffering", perVtgate, "queries that succeeded after they had been buffered",
		mean(func(t *total) int { return t.OKAfterBuffering })},
	{"queries_failed", perVtgate, "queries that failed",
		mean(func(t *total) int { return t.Fails })},
	{"query_failure_ratio", ratio, "failed / all",
		func(t *total) float64 { return quotient(t.Fails, t.Queries()) }},
	{"evicted_buffer_full", perVtgate,
		"buffered queries evicted for a newer one (BufferRequestsEvicted.BufferFull)",
		mean(func(t *total) int { return t.Buffer.EvictedBufferFull })},
	{"evicted_window_exceeded", perVtgate,
		"queries that left at the end of their window (BufferRequestsEvicted.WindowExceeded)",
		mean(func(t *total) int { return t.Buffer.EvictedWindowExceeded })},
	{"evicted_context_done", perVtgate,
		"queries whose client gave up in the buffer (BufferRequestsEvicted.ContextDone)",
		mean(func(t *total) int { return t.Buffer.EvictedContextDone })},
	{"skipped_buffer_full", perVtgate,
		"rounds not buffered because the buffer was full (BufferRequestsSkipped.BufferFull)",
		mean(func(t *total) int { return t.Buffer.SkippedBufferFull })},
	{"skipped_last_failover_too_recent", perVtgate, "rounds not buffered because buffering had stopped too recently",
		mean(func(t *total) int { return t.Buffer.SkippedLastFailover })},
	{"skipped_last_reparent_too_recent", perVtgate, "rounds not buffered because the primary had changed too recently",
		mean(func(t *total) int { return t.Buffer.SkippedLastReparent })},
	{"buffered_time_p50", seconds, "how long buffered queries waited, median",
		func(t *total) float64 { return percentile(t.samples.bufferedTimes, 50) }},
	{"buffered_time_p99", seconds, "how long buffered queries waited, 99th percentile",
		func(t *total) float64 { return percentile(t.samples.bufferedTimes, 99) }},
	{"buffered_time_max", seconds, "how long buffered queries waited, longest",
		func(t *total) float64 { return percentile(t.samples.bufferedTimes, 100) }},
	{"buffer_used_max", count, "fullest buffer of any vtgate",
		func(t *total) float64 { return float64(t.BufferUsedMax) }},
	{"rollout_duration", seconds, "from the first start to the last promotion",
		func(t *total) float64 { return t.rollout.Duration.Seconds() }},
}

// mean returns the metric that is the mean of a count over the vtgates.
func mean(of func(*total) int) func(*total) float64 {
	return func(t *total) float64 { return float64(of(t)) / float64(t.Vtgates) }
}

// quotient returns NaN for 0/0.
func quotient(part, whole int) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return float64(part) / float64(whole)
}

// percentile returns a percentile, in seconds, of samples in microseconds, or NaN if there are no samples.
func percentile(h *hdrhistogram.Histogram, p float64) float64 {
	if h.TotalCount() == 0 {
		return math.NaN()
	}
	return float64(h.ValueAtQuantile(p)) / 1e6
}
