package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/record"
)

// object is a JSON object.
type object = map[string]any

func parseJSON(t *testing.T, text string) object {
	t.Helper()
	var document object
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		t.Fatalf("%v\n%.500s", err, text)
	}
	return document
}

func keys(o object) []string {
	var list []string
	for key := range o {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}

func wantKeys(t *testing.T, what string, o object, want ...string) {
	t.Helper()
	slices.Sort(want)
	if have := keys(o); !slices.Equal(have, want) {
		t.Errorf("%s has the keys %v, want %v", what, have, want)
	}
}

// The report's shape is an interface for users: these are its keys and their types.
func TestCompareJSON(t *testing.T) {
	report := parseJSON(t, must(t, with([]string{"compare", "rollout-32", "-o", "json", "--out", t.TempDir() + "/out"},
		small...)...))
	wantKeys(t, "the report", report,
		"schema", "version", "seed", "confidence", "interrupted", "results", "comparisons", "figures")
	if report["schema"] != "reparentsim/report/v1" || report["seed"] != 1.0 || report["confidence"] != 0.95 ||
		report["interrupted"] != false {
		t.Errorf("schema %v, seed %v, confidence %v, interrupted %v",
			report["schema"], report["seed"], report["confidence"], report["interrupted"])
	}
	wantKeys(t, "version", report["version"].(object), "program", "model", "go")
	figures := []any{"overlap-cap2.png", "overlap-cap64k.png", "overlap-unbounded.png"}
	if !slices.Equal(report["figures"].([]any), figures) {
		t.Errorf("figures %v, want %v", report["figures"], figures)
	}
	results := report["results"].([]any)
	if len(results) != 3 {
		t.Fatalf("%d results, want one per strategy", len(results))
	}
	for i, strategy := range []string{"cap2", "cap64k", "unbounded"} {
		result := results[i].(object)
		wantKeys(t, "a result", result,
			"scenario", "scenario_sha256", "strategy", "point", "replications", "metrics", "causes", "thresholds")
		if result["strategy"] != strategy || result["scenario"] != "rollout-32" || result["replications"] != 3.0 ||
			len(result["scenario_sha256"].(string)) != 64 {
			t.Errorf("result %d is of %v under %v, %v replications",
				i, result["scenario"], result["strategy"], result["replications"])
		}
		wantKeys(t, "causes", result["causes"].(object), "timeouts", "failed_queries")
		checkMetrics(t, result["metrics"].(object))
	}
	comparison := report["comparisons"].([]any)[0].(object)
	delete(comparison, "warnings") // optional
	wantKeys(t, "a comparison", comparison, "metric", "point", "baseline", "strategy", "n", "difference", "half_width",
		"confidence", "correction", "significant")
	if comparison["metric"] != "bufferings_timed_out" || comparison["baseline"] != "cap2" ||
		comparison["strategy"] != "cap64k" || !strings.HasPrefix(comparison["correction"].(string), "bonferroni ") {
		t.Errorf("the first comparison is %v", comparison)
	}
}

func checkMetrics(t *testing.T, metrics object) {
	t.Helper()
	if len(metrics) != len(record.Metrics) {
		t.Errorf("%d metrics, want all %d", len(metrics), len(record.Metrics))
	}
	for _, m := range record.Metrics {
		one, found := metrics[m.Name].(object)
		if !found {
			t.Errorf("no metric %s", m.Name)
			continue
		}
		for _, key := range []string{"unit", "n", "mean", "half_width", "min", "max", "p50", "p99"} {
			if _, found := one[key]; !found {
				t.Errorf("metric %s has no %s", m.Name, key)
			}
		}
	}
	drop := metrics["updates_dropped"].(object)
	mean, low, high := drop["mean"].(float64), drop["min"].(float64), drop["max"].(float64)
	if mean < low || mean > high {
		t.Errorf("updates_dropped: mean %v outside of %v to %v", mean, low, high)
	}
}

// jsonl and csv hold the same rows: one per strategy and replication, with all metrics. An undefined value is null in
// the one and empty in the other.
func TestRowsAgree(t *testing.T) {
	scenario := scenarioFile(t, "rollout: {schedule: {kind: none}}")
	arguments := with([]string{"compare", scenario, "--strategies", "cap2,unbounded"}, small...)
	lines := strings.Split(strings.TrimSpace(must(t, with(arguments, "-o", "jsonl")...)), "\n")
	rows, err := csv.NewReader(strings.NewReader(must(t, with(arguments, "-o", "csv")...))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != 6 || len(rows) != 7 {
		t.Fatalf("%d lines of jsonl, %d rows of csv, want 6 and 7", len(lines), len(rows))
	}
	undefined := 0
	for i, line := range lines {
		document := parseJSON(t, line)
		wantKeys(t, "a line", document, "scenario", "point", "strategy", "replication", "seed", "metrics")
		row := rows[i+1]
		for column, name := range rows[0] {
			switch name {
			case "scenario", "strategy":
				if row[column] != document[name] {
					t.Errorf("row %d: %s is %q and %v", i, name, row[column], document[name])
				}
			case "replication", "seed":
				if row[column] != fmt.Sprint(document[name]) {
					t.Errorf("row %d: %s is %q and %v", i, name, row[column], document[name])
				}
			}
		}
		for _, m := range record.Metrics {
			text, value := row[slices.Index(rows[0], m.Name)], document["metrics"].(object)[m.Name]
			if value == nil {
				undefined++
				if text != "" {
					t.Errorf("row %d: %s is %q and null", i, m.Name, text)
				}
				continue
			}
			number, err := strconv.ParseFloat(text, 64)
			if err != nil || number != value.(float64) || math.IsInf(number, 0) {
				t.Errorf("row %d: %s is %q and %v", i, m.Name, text, value)
			}
		}
	}
	if undefined == 0 {
		t.Error("a cluster without reparents has no undefined ratio")
	}
}

// The same seed gives the same bytes, whatever the number of workers and processors; another seed gives other bytes.
func TestSameBytes(t *testing.T) {
	arguments := []string{"compare", "rollout-32", "--set", "vtgates.count=3", "-n", "6", "-q", "-o", "json"}
	want := must(t, with(arguments, "-j", "1")...)
	for _, c := range []struct{ processors, workers int }{{1, 1}, {1, 5}, {2, 2}, {4, 7}} {
		before := runtime.GOMAXPROCS(c.processors)
		have := must(t, with(arguments, "-j", strconv.Itoa(c.workers))...)
		runtime.GOMAXPROCS(before)
		if have != want {
			t.Errorf("%d workers on %d processors print other bytes", c.workers, c.processors)
		}
	}
	if must(t, with(arguments, "--seed", "2")...) == want {
		t.Error("another seed prints the same")
	}
}

// At each of twenty seeds a channel of 2 loses updates and most bufferings time out; a larger one and an unbounded
// queue lose nothing, nothing times out, and the intervals of the differences do not contain 0.
func TestTwentySeeds(t *testing.T) {
	for seed := 1; seed <= 20; seed++ {
		report := parseJSON(t, must(t, "compare", "rollout-32", "--set", "vtgates.count=8", "-q", "-o", "json",
			"--seed", strconv.Itoa(seed), "--metrics", "timeout_ratio,updates_dropped"))
		for i, strategy := range []string{"cap2", "cap64k", "unbounded"} {
			metrics := report["results"].([]any)[i].(object)["metrics"].(object)
			timedOut := metrics["timeout_ratio"].(object)["mean"].(float64)
			dropped := metrics["updates_dropped"].(object)["mean"].(float64)
			if strategy == "cap2" && !(timedOut > 0.5 && dropped > 0) ||
				strategy != "cap2" && (timedOut != 0 || dropped != 0) {
				t.Errorf("seed %d, %s: %v of the bufferings time out, %v updates are lost",
					seed, strategy, timedOut, dropped)
			}
		}
		for _, one := range report["comparisons"].([]any) {
			if c := one.(object); c["significant"] != true {
				t.Errorf("seed %d: the difference of %v in %v contains 0", seed, c["strategy"], c["metric"])
			}
		}
	}
}

// A text report begins with its findings.
func TestCompareText(t *testing.T) {
	text := must(t, "compare", "rollout-32", "--set", "vtgates.count=4", "-n", "10", "-q")
	for _, want := range []string{"cap2 ", "updates are lost per vtgate",
		"No update is lost, and no buffering times out.", "WARNING: cap2 dropped health updates", "0 in 10: p <",
		"paired difference from cap2", "Bonferroni", "other_lost_update", "assumed"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q:\n%s", want, text)
		}
	}
	if found := strings.Index(text, "are lost"); found < 0 || found > strings.Index(text, "paired difference") {
		t.Error("what was found does not come first")
	}
}

// --metrics chooses the rows and the comparisons; json still holds all metrics.
func TestChosenMetrics(t *testing.T) {
	arguments := with([]string{"compare", "single-reparent", "--metrics", "queries,updates_dropped"}, small...)
	report := parseJSON(t, must(t, with(arguments, "-o", "json")...))
	checkMetrics(t, report["results"].([]any)[0].(object)["metrics"].(object))
	var compared []string
	for _, one := range report["comparisons"].([]any) {
		compared = append(compared, one.(object)["metric"].(string))
	}
	if want := []string{"queries", "queries", "updates_dropped", "updates_dropped"}; !slices.Equal(compared, want) {
		t.Errorf("compared are %v, want %v", compared, want)
	}
	text := must(t, arguments...)
	if strings.Contains(text, "bufferings_timed_out") || !strings.Contains(text, "queries  ") {
		t.Errorf("the rows are not those that were asked for:\n%s", text)
	}
}

// With one replication there is no half-width; a warning says so.
func TestOneReplication(t *testing.T) {
	report := parseJSON(t, must(t, "run", "single-reparent", "-n", "1", "-q", "-o", "json"))
	metric := report["results"].([]any)[0].(object)["metrics"].(object)["queries"].(object)
	if metric["half_width"] != nil || metric["mean"] == nil || len(metric["warnings"].([]any)) == 0 {
		t.Errorf("one replication: %v", metric)
	}
}
