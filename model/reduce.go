package model

import (
	"math"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
)

// reduce makes a replication's record out of its units, in the order of the vtgates.
func reduce(timeline *cluster.Timeline, units []unitSum, p *samples) Record {
	t := addUp(units)
	r := Record{TimedOut: t.buffer.Stops[buffer.MaxDurationExceeded], Work: t.work}
	for i := range units {
		if n := units[i].buffer.Stops[buffer.MaxDurationExceeded]; n > r.WorstTimedOut {
			r.WorstGate, r.WorstTimedOut = i, n
		}
	}
	gates := float64(len(units))
	for c, n := range t.timeoutCauses {
		r.TimeoutCauses[c] = float64(n) / gates
	}
	for c, n := range t.failureCauses {
		r.FailureCauses[c] = float64(n) / gates
	}
	var total, longest time.Duration
	for _, spans := range timeline.Merged() {
		sum, most := cluster.Total(spans)
		total, longest = total+sum, max(longest, most)
	}
	each := func(n int) float64 { return float64(n) / gates }
	stops := &t.buffer.Stops
	values := map[string]float64{
		"updates_broadcast": each(t.broadcast), "updates_delivered": each(t.delivered), "updates_dropped": each(t.dropped),
		"updates_coalesced": each(t.coalesced), "updates_waiting": each(t.waiting), "drop_ratio": ratio(t.dropped, t.broadcast),
		"notification_depth_max": float64(t.depthMax), "notification_bytes_max": float64(t.bytesMax),
		"notification_bytes_allocated": float64(t.bytesAllocated) / gates,
		"notification_delay_p50":       quantile(p.delays, 50), "notification_delay_p99": quantile(p.delays, 99), "notification_delay_max": quantile(p.delays, 100),
		"bufferings": each(t.buffer.Starts), "bufferings_timed_out": each(stops[buffer.MaxDurationExceeded]),
		"bufferings_new_primary": each(stops[buffer.NewPrimarySeen]), "timeout_ratio": ratio(stops[buffer.MaxDurationExceeded], t.buffer.Starts),
		"vtgates_with_timeout": each(t.timedOut), "vtgates_deadlocked": each(t.deadlocked),
		"outage_merged": total.Seconds(), "outage_merged_longest": longest.Seconds(), "outage_seen": t.seen.Seconds() / gates,
		"shards_down_max": float64(timeline.DownMax()),
		"queries":         each(t.queries), "queries_ok": each(t.ok), "queries_ok_after_buffering": each(t.okAfterBuffering),
		"queries_failed": each(t.failed), "query_failure_ratio": ratio(t.failed, t.queries),
		"evicted_buffer_full": each(t.buffer.EvictedBufferFull), "evicted_window_exceeded": each(t.buffer.EvictedWindowExceeded),
		"evicted_context_done": each(t.buffer.EvictedContextDone), "skipped_buffer_full": each(t.buffer.SkippedBufferFull),
		"skipped_last_failover_too_recent": each(t.buffer.SkippedLastFailover), "skipped_last_reparent_too_recent": each(t.buffer.SkippedLastReparent),
		"buffered_time_p50": quantile(p.bufferedTimes, 50), "buffered_time_p99": quantile(p.bufferedTimes, 99), "buffered_time_max": quantile(p.bufferedTimes, 100),
		"buffer_used_max": float64(t.bufferUsedMax), "rollout_duration": timeline.Duration().Seconds(),
	}
	r.Values = make([]float64, len(Metrics))
	for i := range Metrics {
		value, found := values[Metrics[i].Name]
		if !found {
			panic("model: metric " + Metrics[i].Name + " has no value")
		}
		r.Values[i] = value
	}
	return r
}

// totals are the sums and maxima over the vtgates of a replication.
type totals struct {
	broadcast, delivered, dropped, coalesced, waiting int
	depthMax, bufferUsedMax                           int
	bytesMax, bytesAllocated                          int64
	buffer                                            buffer.Counters
	seen                                              time.Duration
	timedOut, deadlocked                              int // vtgates
	queries, ok, okAfterBuffering, failed             int
	timeoutCauses                                     [len(TimeoutCauses)]int
	failureCauses                                     [len(FailureCauses)]int
	work                                              Work
}

func addUp(units []unitSum) totals {
	var t totals
	for i := range units {
		u := &units[i]
		t.broadcast += u.broadcast
		t.delivered += u.delivered
		t.dropped += u.dropped
		t.coalesced += u.coalesced
		t.waiting += u.waiting
		t.depthMax = max(t.depthMax, u.depthMax)
		t.bufferUsedMax = max(t.bufferUsedMax, u.bufferUsedMax)
		t.bytesMax = max(t.bytesMax, u.bytesMax)
		t.bytesAllocated += u.bytesAllocated
		t.buffer.Add(&u.buffer)
		t.seen += u.seen
		if u.buffer.Stops[buffer.MaxDurationExceeded] > 0 {
			t.timedOut++
		}
		if u.deadlocked {
			t.deadlocked++
		}
		t.queries += u.queries
		t.ok += u.ok
		t.okAfterBuffering += u.okAfterBuffering
		t.failed += u.failed
		t.work.Updates += u.work.Updates
		t.work.Queries += u.work.Queries
		t.work.Events += u.work.Events
		for c := range u.timeoutCauses {
			t.timeoutCauses[c] += u.timeoutCauses[c]
		}
		for c := range u.failureCauses {
			t.failureCauses[c] += u.failureCauses[c]
		}
	}
	return t
}

// ratio is undefined, NaN, for 0/0.
func ratio(part, whole int) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return float64(part) / float64(whole)
}

// quantile returns a percentile of samples in microseconds, in seconds; NaN without a sample.
func quantile(h *hdrhistogram.Histogram, percentile float64) float64 {
	if h.TotalCount() == 0 {
		return math.NaN()
	}
	return float64(h.ValueAtQuantile(percentile)) / 1e6
}
