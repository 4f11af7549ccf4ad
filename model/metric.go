package model

// Metric is one figure of a replication. Per-vtgate metrics are means over the replication's vtgates.
type Metric struct {
	Name string
	Unit string // "1", "1 per vtgate", "s", "B", "ratio"
	Doc  string
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

// Metrics lists the metrics in the order of reports. A Record's Values are in the same order.
var Metrics = []Metric{
	{"updates_broadcast", "1 per vtgate", "health updates the health check offered to the watcher"},
	{"updates_delivered", "1 per vtgate", "updates that the watcher took and processed"},
	{"updates_dropped", "1 per vtgate", "updates lost because the notification channel was full"},
	{"updates_coalesced", "1 per vtgate", "updates replaced by a newer one while they waited"},
	{"updates_waiting", "1 per vtgate", "updates not processed when the replication ended"},
	{"drop_ratio", "ratio", "dropped / broadcast"},
	{"notification_depth_max", "1", "deepest queue of any vtgate, the update in work not counted"},
	{"notification_bytes_max", "B", "most bytes held by the notification's own storage in any vtgate"},
	{"notification_bytes_allocated", "B", "bytes allocated for the notification's storage, mean per vtgate"},
	{"notification_delay_p50", "s", "broadcast to effect in the watcher, median"},
	{"notification_delay_p99", "s", "broadcast to effect in the watcher, 99th percentile"},
	{"notification_delay_max", "s", "broadcast to effect in the watcher, longest"},
	{"bufferings", "1 per vtgate", "bufferings started"},
	{"bufferings_timed_out", "1 per vtgate", "bufferings stopped by MaxDurationExceeded"},
	{"bufferings_new_primary", "1 per vtgate", "bufferings stopped by NewPrimarySeen"},
	{"timeout_ratio", "ratio", "bufferings timed out / started"},
	{"vtgates_with_timeout", "ratio", "share of vtgates with at least one buffering timed out"},
	{"vtgates_deadlocked", "ratio", "share of vtgates that came to a standstill"},
	{"outage_merged", "s", "the keyspaces' merged outages as they were, total"},
	{"outage_merged_longest", "s", "the longest merged outage of a keyspace"},
	{"outage_seen", "s", "the merged outages as the watchers believed them, mean over vtgates"},
	{"shards_down_max", "1", "most shards down at one instant"},
	{"queries", "1 per vtgate", "queries that arrived"},
	{"queries_ok", "1 per vtgate", "queries that worked"},
	{"queries_ok_after_buffering", "1 per vtgate", "queries that worked after they had been buffered"},
	{"queries_failed", "1 per vtgate", "queries that failed"},
	{"query_failure_ratio", "ratio", "failed / all"},
	{"evicted_buffer_full", "1 per vtgate", "buffered queries evicted for a newer one (BufferRequestsEvicted.BufferFull)"},
	{"evicted_window_exceeded", "1 per vtgate", "queries that left at the end of their window (BufferRequestsEvicted.WindowExceeded)"},
	{"evicted_context_done", "1 per vtgate", "queries whose client gave up in the buffer (BufferRequestsEvicted.ContextDone)"},
	{"skipped_buffer_full", "1 per vtgate", "rounds refused by a full buffer (BufferRequestsSkipped.BufferFull)"},
	{"skipped_last_failover_too_recent", "1 per vtgate", "rounds refused: buffering stopped too recently"},
	{"skipped_last_reparent_too_recent", "1 per vtgate", "rounds refused: the primary changed too recently"},
	{"buffered_time_p50", "s", "how long buffered queries waited, median"},
	{"buffered_time_p99", "s", "how long buffered queries waited, 99th percentile"},
	{"buffered_time_max", "s", "how long buffered queries waited, longest"},
	{"buffer_used_max", "1", "fullest buffer of any vtgate"},
	{"rollout_duration", "s", "first start to last promotion"},
}
