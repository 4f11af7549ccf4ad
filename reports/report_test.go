package reports

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// sample returns a made-up experiment with three strategies, of which the first loses updates.
func sample(replications int) Input {
	in := Input{Version: Version{"1.0", "1", "go1.26"}, Scenario: "sample", Description: "made up for tests",
		SHA256: "abc", Vitess: "v21", Seed: 7, Confidence: 0.95, Vtgates: 4, Asked: replications,
		Sources: []string{"assumed"}, Figures: []Drawing{{File: "overlap-cap2.png"}},
		Drawn: Unit{Replication: 3, Vtgate: 2, Strategy: "cap2", TimedOut: 28}}
	for s, name := range []string{"cap2", "cap64k", "unbounded"} {
		stream := sim.NewKey(1, 0).Stream()
		result := record.Result{Strategy: name}
		for range replications {
			r := record.Replication{Values: make([]float64, len(record.Metrics))}
			for m := range r.Values {
				r.Values[m] = math.Round(1000*stream.Float64()) / 10
			}
			set := func(name string, v float64) { r.Values[record.MetricIndex(name)] = v }
			set("updates_dropped", 0)
			set("bufferings_timed_out", 0)
			set("timeout_ratio", 0)
			set("vtgates_with_timeout", 0)
			set("query_failure_ratio", stream.Float64()/100)
			set("vtgates_deadlocked", 0)
			set("buffered_time_p99", math.NaN())
			if s == 0 {
				set("updates_dropped", 3+stream.Float64())
				set("bufferings_timed_out", 25+stream.Float64())
				set("timeout_ratio", 0.9)
				set("vtgates_with_timeout", 1)
				r.TimeoutCauses[record.TimeoutOtherLostUpdate] = 22
				r.TimeoutCauses[record.TimeoutLostUpdate] = 3.5
			}
			r.FailureCauses[record.FailureDemotionUnprocessed] = 0.25
			result.Records = append(result.Records, r)
		}
		in.Results = append(in.Results, result)
	}
	threshold, err := record.ParseThreshold("bufferings_timed_out < 1")
	if err != nil {
		panic(err)
	}
	in.Thresholds = []record.Threshold{threshold}
	return in
}

func render(t *testing.T, format string, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := FormatNamed(format).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var update = flag.Bool("update", false, "write the golden files again")

// TestFormatsAreAsTheyWere compares with golden files; go test ./reports -update writes them again.
func TestFormatsAreAsTheyWere(t *testing.T) {
	compare := sample(30)
	run := sample(1)
	run.Baseline, run.Results = -1, run.Results[:1]
	partial := sample(3)
	partial.Interrupted, partial.Asked = true, 30
	for name, in := range map[string]Input{"compare": compare, "run": run, "partial": partial} {
		for _, f := range Formats {
			file := filepath.Join("testdata", "report-"+name+"."+f.Name)
			got := render(t, f.Name, New(in))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s as %s differs from %s:\n%s", name, f.Name, file, got)
			}
		}
	}
}

func TestTextIsNarrowAndSaysWhatMatters(t *testing.T) {
	text := render(t, "text", New(sample(30)))
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 100 {
			t.Errorf("line of %d characters: %s", n, line)
		}
	}
	for _, want := range []string{"WARNING: cap2 dropped", "0 in 30: p < 0.10", "Bonferroni over 28 comparisons",
		"threshold BROKEN", "threshold passed", "other_lost_update", "undefined in 30 of 30", "assumed"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("the text does not say %q:\n%s", want, text)
		}
	}
}

func TestJSONHoldsEveryMetricAndNothingInfinite(t *testing.T) {
	var document struct {
		Schema  string
		Results []struct {
			Strategy string
			Metrics  map[string]struct {
				Unit     string
				N        int
				Mean     *float64
				Half     *float64 `json:"half_width"`
				P99      *float64
				Warnings []string
			}
			Causes     map[string]map[string]float64
			Thresholds []struct {
				Expr   string
				Passed bool
				Value  float64
			}
		}
		Comparisons []struct {
			Metric, Baseline, Strategy, Correction string
			N                                      int
			Difference, HalfWidth                  *float64
			Significant                            bool
		}
	}
	report := New(sample(30))
	if err := json.Unmarshal([]byte(render(t, "json", report)), &document); err != nil {
		t.Fatal(err)
	}
	if document.Schema != "reparentsim/report/v1" || len(document.Results) != 3 {
		t.Fatalf("schema %q with %d results", document.Schema, len(document.Results))
	}
	for _, r := range document.Results {
		if len(r.Metrics) != len(record.Metrics) {
			t.Errorf("%s has %d metrics, want %d", r.Strategy, len(r.Metrics), len(record.Metrics))
		}
		undefined := r.Metrics["buffered_time_p99"]
		if undefined.Mean != nil || undefined.N != 0 || len(undefined.Warnings) == 0 {
			t.Errorf("an undefined metric is %+v", undefined)
		}
		if r.Metrics["queries"].P99 != nil {
			t.Error("a 99th percentile of 30 replications")
		}
	}
	if c := document.Results[0].Causes["timeouts"]; c["other_lost_update"] != 22 || len(c) != 2 {
		t.Errorf("causes %v", c)
	}
	compared := document.Comparisons
	if len(compared) != 2*len(DefaultMetrics()) || compared[0].Correction != "bonferroni 28" ||
		!compared[0].Significant {
		t.Errorf("%d comparisons, the first is %+v", len(compared), compared[0])
	}
	broken, kept := document.Results[0].Thresholds[0], document.Results[1].Thresholds[0]
	if broken.Passed || !kept.Passed || !report.ThresholdsBroken() {
		t.Error("the threshold is broken under cap2 only")
	}
}

func TestRowsAreReplications(t *testing.T) {
	report := New(sample(5))
	rows, err := csv.NewReader(strings.NewReader(render(t, "csv", report))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+3*5 || len(rows[0]) != 5+len(record.Metrics) {
		t.Errorf("%d rows of %d columns", len(rows), len(rows[0]))
	}
	lines := strings.Split(strings.TrimSpace(render(t, "jsonl", report)), "\n")
	if len(lines) != 3*5 {
		t.Errorf("%d lines", len(lines))
	}
	var line struct {
		Replication int
		Strategy    string
		Metrics     map[string]*float64
	}
	err = json.Unmarshal([]byte(lines[7]), &line)
	if err != nil || line.Replication != 2 || line.Strategy != "cap64k" ||
		line.Metrics["buffered_time_p99"] != nil || line.Metrics["queries"] == nil {
		t.Errorf("line 7 is %+v (%v)", line, err)
	}
}

func TestShares(t *testing.T) {
	for want, part := range map[string]float64{"all of them": 300, "nearly all of them": 299.9,
		"most of them (99 %)": 298, "50 % of them": 150, "0 % of them": 0.001} {
		if have := share(part, 300); have != want {
			t.Errorf("%v of 300 are %q, want %q", part, have, want)
		}
	}
}
