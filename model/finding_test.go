package model_test

import (
	"testing"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/scenarios"
)

// byStrategy holds the records of an experiment.
type byStrategy map[string][]record.Replication

// compare plays a shipped scenario under several strategies, on no more than the given number of vtgates.
func compare(t *testing.T, name string, seed uint64, replications, vtgates int, strategies ...string) byStrategy {
	t.Helper()
	return compareWith(t, name, nil, seed, replications, vtgates, strategies...)
}

// underPreset plays a shipped scenario as a release of Vitess would, with the release's own channel.
func underPreset(t *testing.T, name, preset string) []record.Replication {
	t.Helper()
	for _, r := range vtgate.Releases {
		if r.Preset == preset {
			settings := []scenarios.Setting{{Path: "vitess", Value: preset}}
			return compareWith(t, name, settings, 1, 10, 5, r.Notification)[r.Notification]
		}
	}
	t.Fatalf("no release %s", preset)
	return nil
}

// compareWith is compare with settings applied to the scenario.
func compareWith(t *testing.T, name string, settings []scenarios.Setting, seed uint64, replications, vtgates int,
	strategies ...string,
) byStrategy {
	t.Helper()
	document, err := scenarios.Open(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	scenario, err := document.With(settings...)
	if err != nil {
		t.Fatal(err)
	}
	config := scenario.Config
	config.Vtgates = min(config.Vtgates, vtgates)
	e := model.Experiment{Config: config, Seed: seed, Replications: replications}
	for _, s := range strategies {
		spec, err := notify.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		e.Strategies = append(e.Strategies, spec)
	}
	results, err := e.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	records := byStrategy{}
	for _, s := range results.Strategies {
		records[s.Strategy] = s.Records
	}
	return records
}

func mean(records []record.Replication, metric string) float64 {
	sum := 0.0
	for _, r := range records {
		sum += r.Values[record.MetricIndex(metric)]
	}
	return sum / float64(len(records))
}

func causes(records []record.Replication) (all float64, by map[string]float64) {
	by = map[string]float64{}
	for _, r := range records {
		for c, n := range r.TimeoutCauses {
			by[record.TimeoutCauses[c].Name] += n
			all += n
		}
	}
	return all, by
}

// rollout-32: a channel of 2 loses updates, and most bufferings time out because of that. Larger ones lose no update,
// and no buffering times out (vitessio/vitess#17629).
func TestRollout32TimesOutForLostUpdates(t *testing.T) {
	for seed := range uint64(20) {
		records := compare(t, "rollout-32", seed+1, 30, 8, "cap2", "cap64k", "unbounded")
		small := records["cap2"]
		if dropped := mean(small, "updates_dropped"); !(dropped > 1) {
			t.Errorf("seed %d: cap2 drops %v updates", seed+1, dropped)
		}
		if ratio := mean(small, "timeout_ratio"); !(ratio > 0.5) {
			t.Errorf("seed %d: under cap2 %v of the bufferings time out", seed+1, ratio)
		}
		if all, by := causes(small); by["lost_update"]+by["other_lost_update"] < 0.99*all {
			t.Errorf("seed %d: time-outs under cap2 with other causes than lost updates: %v", seed+1, by)
		}
		for _, large := range []string{"cap64k", "unbounded"} {
			dropped := mean(records[large], "updates_dropped")
			timedOut := mean(records[large], "bufferings_timed_out")
			if dropped != 0 || timedOut != 0 {
				t.Errorf("seed %d: %s drops %v updates, %v bufferings time out", seed+1, large, dropped, timedOut)
			}
		}
	}
}

// rollout-32-rolling: nothing is lost, but most bufferings still time out, because outages overlap.
func TestRollingTimesOutForOverlap(t *testing.T) {
	strategies := []string{"cap2", "cap64k", "unbounded", "unbounded-list"}
	for strategy, records := range compare(t, "rollout-32-rolling", 1, 6, 10, strategies...) {
		if dropped := mean(records, "updates_dropped"); dropped != 0 {
			t.Errorf("%s drops %v updates", strategy, dropped)
		}
		if ratio := mean(records, "timeout_ratio"); !(ratio > 0.5) {
			t.Errorf("%s: %v of the bufferings time out", strategy, ratio)
		}
		if all, by := causes(records); by["overlap"] < 0.99*all {
			t.Errorf("%s: time-outs with other causes than overlap: %v", strategy, by)
		}
	}
}

// rollout-32-waves: waves of 8 end before the limit if no update is lost.
func TestWavesOf8DoNotTimeOut(t *testing.T) {
	records := compare(t, "rollout-32-waves", 1, 4, 5, "cap64k")["cap64k"]
	timedOut, bufferings := mean(records, "bufferings_timed_out"), mean(records, "bufferings")
	if timedOut != 0 || !(bufferings > 31) {
		t.Errorf("%v bufferings of %v time out", timedOut, bufferings)
	}
}

// late-not-serving: a late "not serving" of the old primary arrives after the promotion and puts the shard down again,
// whatever the channel.
func TestLateNotServingTimesOutUnderEveryStrategy(t *testing.T) {
	for strategy, records := range compare(t, "late-not-serving", 1, 10, 10, "cap2", "cap64k", "unbounded") {
		all, by := causes(records)
		if !(all > 0) || by["stale_not_serving"] == 0 {
			t.Errorf("%s: time-outs %v", strategy, by)
		}
	}
}

// single-reparent: one reparent is buffered and loses nothing.
func TestSingleReparentIsBuffered(t *testing.T) {
	for strategy, records := range compare(t, "single-reparent", 1, 10, 5, "cap2", "cap64k") {
		if n := mean(records, "bufferings"); !(n > 0.9) {
			t.Errorf("%s: %v bufferings per vtgate", strategy, n)
		}
		if n := mean(records, "bufferings_timed_out"); n != 0 {
			t.Errorf("%s: %v bufferings time out", strategy, n)
		}
	}
}

// failures returns the mean number of failed queries per vtgate by cause, summed over replications.
func failures(records []record.Replication) map[string]float64 {
	by := map[string]float64{}
	for _, r := range records {
		for c, n := range r.FailureCauses {
			by[record.FailureCauses[c].Name] += n
		}
	}
	return by
}

// external-race: in v21 the first promotion also ends the buffering of the other shard; from v22 on it does not.
func TestExternalRaceEndsBufferingTooEarlyInV21Only(t *testing.T) {
	by := failures(underPreset(t, "external-race", "v21"))
	if !(by["premature_stop"] > 10) || !(by["skipped_too_recent"] > 1) {
		t.Errorf("v21: failed queries %v", by)
	}
	for _, preset := range []string{"v22", "v23"} {
		records := underPreset(t, "external-race", preset)
		if n := mean(records, "queries_failed"); n != 0 {
			t.Errorf("%s: %v failed queries per vtgate: %v", preset, n, failures(records))
		}
	}
}

// failed-reparent: from v22 on the return of the old primary is not accepted, and buffering lasts until the limit. In
// v21 it ends with the return.
func TestAFailedReparentIsBufferedToTheLimitFromV22On(t *testing.T) {
	if n := mean(underPreset(t, "failed-reparent", "v21"), "bufferings_timed_out"); n != 0 {
		t.Errorf("v21: %v bufferings per vtgate time out", n)
	}
	for _, preset := range []string{"v22", "v23"} {
		records := underPreset(t, "failed-reparent", preset)
		all, by := causes(records)
		if n := mean(records, "bufferings_timed_out"); n < 0.95 || by["not_accepted"] != all {
			t.Errorf("%s: %v bufferings per vtgate time out, with the causes %v", preset, n, by)
		}
	}
}

// dead-primary: buffering starts, and reaches its limit before the slower reparents end.
func TestADeadPrimaryIsBufferedUpToTheLimit(t *testing.T) {
	records := underPreset(t, "dead-primary", "v22")
	all, by := causes(records)
	if n := mean(records, "bufferings"); n < 1 {
		t.Errorf("%v bufferings per vtgate", n)
	}
	if all == 0 || by["slow_reparent"] != all {
		t.Errorf("time-outs with the causes %v", by)
	}
	if seen, was := mean(records, "outage_seen"), mean(records, "outage_merged"); !(seen > was+1) {
		t.Errorf("outage of %v s seen as %v s: the failed retries of the broken stream leave no trace", was, seen)
	}
	if f := failures(records); !(f["no_primary_after_buffering"] > 0) {
		t.Errorf("failed queries %v", f)
	}
}

// backpressure: a deadlock from v22 on; in v21 the notification channel overflows instead.
func TestBackpressureDeadlocksFromV22On(t *testing.T) {
	for _, preset := range []string{"v22", "v23"} {
		if share := mean(underPreset(t, "backpressure", preset), "vtgates_deadlocked"); !(share > 0.9) {
			t.Errorf("%s: %v of the vtgates deadlock", preset, share)
		}
	}
	records := underPreset(t, "backpressure", "v21")
	share, dropped := mean(records, "vtgates_deadlocked"), mean(records, "updates_dropped")
	if share != 0 || !(dropped > 1) {
		t.Errorf("v21: %v of the vtgates deadlock, %v updates are dropped", share, dropped)
	}
}

// backpressure: a deadlock whatever the notification channel.
func TestBackpressureDeadlocksUnderEveryStrategy(t *testing.T) {
	strategies := []string{"cap2", "cap2048", "cap64k", "unbounded", "unbounded-list"}
	for strategy, records := range compare(t, "backpressure", 1, 10, 5, strategies...) {
		if share := mean(records, "vtgates_deadlocked"); !(share > 0.9) {
			t.Errorf("%s: %v of the vtgates deadlock", strategy, share)
		}
	}
}

// failed-reparent: a reparent that takes longer to fail than the health check interval times out nothing, because the
// old primary repeats that it does not serve.
func TestALongFailedReparentDoesNotTimeOut(t *testing.T) {
	long := []scenarios.Setting{
		{Path: "rollout.mix[0].outage", Value: "41.7s"},
		{Path: "vtgates.buffer.buffer_max_failover_duration", Value: "60s"},
		{Path: "horizon", Value: "3m"},
	}
	records := compareWith(t, "failed-reparent", long, 1, 10, 5, "cap2048")["cap2048"]
	if ratio := mean(records, "timeout_ratio"); ratio != 0 {
		t.Errorf("%v of the bufferings time out", ratio)
	}
	if seen, was := mean(records, "outage_seen"), mean(records, "outage_merged"); seen > was+0.1 {
		t.Errorf("an outage of %v s is seen as %v s", was, seen)
	}
}

// planet: no update is lost in a channel of 2048, and each keyspace is disrupted for as long as the slowest of its
// reparents takes.
func TestPlanetLosesNothing(t *testing.T) {
	records := compare(t, "planet", 1, 1, 3, "cap2048")["cap2048"]
	lost, timedOut := mean(records, "updates_dropped"), mean(records, "bufferings_timed_out")
	if lost != 0 || timedOut != 0 {
		t.Errorf("%v updates are lost, %v bufferings time out", lost, timedOut)
	}
	if seen, was := mean(records, "outage_seen"), mean(records, "outage_merged"); !(seen > was-0.5 && seen < was+0.5) {
		t.Errorf("outages of %v s are seen as %v s", was, seen)
	}
}

// double-failover: the second reparent within a minute is not buffered.
func TestASecondFailoverWithinAMinuteIsNotBuffered(t *testing.T) {
	for _, preset := range []string{"v21", "v22", "v23"} {
		records := underPreset(t, "double-failover", preset)
		if n, by := mean(records, "bufferings"), failures(records); n != 1 || !(by["skipped_too_recent"] > 100) {
			t.Errorf("%s: %v bufferings per vtgate, failed queries %v", preset, n, by)
		}
	}
}

// No shipped scenario has a failed query without a cause.
func TestEveryFailureOfShippedScenariosHasACause(t *testing.T) {
	for _, name := range scenarios.Names() {
		for strategy, records := range compare(t, name, 1, 4, 4, "cap2", "cap2048") {
			for i, r := range records {
				if n := r.FailureCauses[record.FailureOther]; n != 0 {
					t.Errorf("%s, %s, replication %d: %v failed queries per vtgate without a cause",
						name, strategy, i, n)
				}
			}
		}
	}
}
