package record

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/sim"
)

// fourShards returns two keyspaces of two shards. The first is down from 12 to 19 s (both shards, overlapping by 3 s),
// the second from 20 to 22 s.
func fourShards(t *testing.T) *cluster.Timeline {
	t.Helper()
	halves := []string{"-80", "80-"}
	config := cluster.Config{Keyspaces: []cluster.Keyspace{{Name: "a", Shards: halves}, {Name: "b", Shards: halves}},
		ReplicasPerShard: 1, HealthCheckInterval: time.Hour, Horizon: 60e9,
		Mix: []cluster.MixEntry{{Kind: "planned", Weight: 1, Demote: constant(2 * time.Second),
			Outage: constant(5 * time.Second)}}}
	config.Schedule = cluster.Explicit{At: []cluster.Start{{Shard: 0, At: 10e9}, {Shard: 1, At: 12e9}}}
	timeline := cluster.NewTimeline(&config, cluster.NewLayout(&config), sim.NewKey(1, 0))
	timeline.Reparents = append(timeline.Reparents, cluster.Reparent{Shard: 2, Start: 20e9, Down: 20e9, Up: 22e9})
	return timeline
}

// Every metric is what its description says, checked on two made-up vtgates.
func TestMetricsOfTwoVtgates(t *testing.T) {
	units := []Tally{
		{Vtgates: 1, TimedOutVtgates: 1, DeadlockedVtgates: 1, Broadcast: 100, Delivered: 60, Dropped: 30, Coalesced: 6,
			DepthMax: 7, HeldMaxBytes: 500, AllocatedBytes: 1000, BufferUsedMax: 90, Seen: 8 * time.Second,
			Played: 600, Counted: 400, OK: 500, OKAfterBuffering: 70, Fails: 100,
			Buffer: buffer.Counters{Starts: 4, Stops: stops(1, 3), EvictedBufferFull: 10, EvictedWindowExceeded: 12,
				EvictedContextDone: 14, SkippedBufferFull: 16, SkippedLastFailover: 18, SkippedLastReparent: 20}},
		{Vtgates: 1, TimedOutVtgates: 1, Broadcast: 200, Delivered: 180, Dropped: 10, Coalesced: 4,
			DepthMax: 3, HeldMaxBytes: 300, AllocatedBytes: 3000, BufferUsedMax: 40, Seen: 10 * time.Second,
			Played: 3000, OK: 2900, OKAfterBuffering: 30, Fails: 100,
			Buffer: buffer.Counters{Starts: 4, Stops: stops(1, 3), EvictedBufferFull: 2, EvictedWindowExceeded: 4,
				EvictedContextDone: 6, SkippedBufferFull: 8, SkippedLastFailover: 10, SkippedLastReparent: 12}},
	}
	units[0].TimeoutCauses[TimeoutOverlap], units[1].TimeoutCauses[TimeoutOverlap] = 3, 2
	units[1].TimeoutCauses[TimeoutBacklog] = 1
	units[0].FailureCauses[FailureDeadline] = 5
	var p Pool
	var delays, waits []time.Duration
	for n := 1; n <= 1000; n++ {
		delays = append(delays, time.Duration(n)*time.Millisecond)
		waits = append(waits, time.Duration(n)*10*time.Millisecond)
	}
	p.Add(delays[:300], waits[:700])
	p.Add(delays[300:], waits[700:])
	r := NewReplication(5, NewRollout(fourShards(t)), units, &p)
	want := map[string]float64{
		"updates_broadcast": 150, "updates_delivered": 120, "updates_dropped": 20, "updates_coalesced": 5,
		"updates_waiting": 5, "drop_ratio": 40.0 / 300,
		"notification_depth_max": 7, "notification_bytes_max": 500, "notification_bytes_allocated": 2000,
		"notification_delay_p50": 0.5, "notification_delay_p99": 0.99, "notification_delay_max": 1,
		"bufferings": 4, "bufferings_timed_out": 3, "bufferings_new_primary": 1, "timeout_ratio": 0.75,
		"vtgates_with_timeout": 1, "vtgates_deadlocked": 0.5,
		"outage_merged": 9, "outage_merged_longest": 7, "outage_seen": 9, "shards_down_max": 2,
		"queries": 2000, "queries_ok": 1900, "queries_ok_after_buffering": 50, "queries_failed": 100,
		"query_failure_ratio": 0.05,
		"evicted_buffer_full": 6, "evicted_window_exceeded": 8, "evicted_context_done": 10, "skipped_buffer_full": 12,
		"skipped_last_failover_too_recent": 14, "skipped_last_reparent_too_recent": 16,
		"buffered_time_p50": 5, "buffered_time_p99": 9.9, "buffered_time_max": 10, "buffer_used_max": 90,
		"rollout_duration": 12,
	}
	for i, metric := range Metrics {
		// Histograms have three significant figures.
		if have := r.Values[i]; !(math.Abs(have-want[metric.Name]) <= 2e-3*want[metric.Name]) {
			t.Errorf("%s is %v, want %v", metric.Name, have, want[metric.Name])
		}
	}
	if r.Number != 5 || r.TimedOut != 6 || r.Worst.Vtgate != 0 || r.Worst.TimedOut != 3 {
		t.Errorf("%d timed out, most (%d) in vtgate %d; want 6, and 3 in the first of the two",
			r.TimedOut, r.Worst.TimedOut, r.Worst.Vtgate)
	}
	causes := fmt.Sprint(r.TimeoutCauses[TimeoutOverlap], r.TimeoutCauses[TimeoutBacklog],
		r.FailureCauses[FailureDeadline])
	if causes != "2.5 0.5 2.5" {
		t.Errorf("causes per vtgate: %s, want 2.5 0.5 2.5", causes)
	}
}

// A metric is undefined if there is nothing to divide by, or no sample.
func TestMetricsOfNothing(t *testing.T) {
	var p Pool
	r := NewReplication(0, NewRollout(fourShards(t)), make([]Tally, 2), &p)
	for _, name := range []string{
		"drop_ratio", "timeout_ratio", "query_failure_ratio", "notification_delay_p50", "buffered_time_max",
	} {
		if have := r.Values[MetricIndex(name)]; !math.IsNaN(have) {
			t.Errorf("%s of nothing is %v", name, have)
		}
	}
}

// stops returns counts of bufferings that ended with a new primary and at their maximum duration.
func stops(newPrimary, timedOut int) (counts [4]int) {
	counts[NewPrimarySeen], counts[MaxDurationExceeded] = newPrimary, timedOut
	return counts
}

func constant(d time.Duration) sim.Distribution {
	law, err := sim.Constant(d)
	if err != nil {
		panic(err)
	}
	return law
}
