package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports"
	"github.com/reparentsim/reparentsim/scenarios"
	"github.com/reparentsim/reparentsim/sim"
)

// Everything that is listed can be described, as text and as JSON.
func TestEverythingListedIsDescribed(t *testing.T) {
	var items []item
	if err := json.Unmarshal([]byte(must(t, "list", "-o", "json")), &items); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, one := range items {
		kinds[one.Kind]++
		if one.Name == "capN" {
			continue // stands for many
		}
		reference := one.Kind + "/" + one.Name
		text := must(t, "describe", reference)
		if !strings.HasPrefix(text, reference+"\n") || !strings.Contains(text, one.Doc) {
			t.Errorf("describe %s prints\n%s", reference, text)
		}
		var described item
		err := json.Unmarshal([]byte(must(t, "describe", reference, "-o", "json")), &described)
		if err != nil || described.Name != one.Name || described.Doc == "" {
			t.Errorf("describe %s -o json: %+v (%v)", reference, described, err)
		}
	}
	for kind, want := range map[string]int{
		"scenario": len(scenarios.Names()), "strategy": len(notify.Strategies) + 1, "metric": len(record.Metrics),
		"schedule": len(cluster.Schedules), "reparent": len(cluster.ReparentKinds), "distribution": len(sim.Families),
		"format": len(reports.Formats), "figure": len(reports.Figures),
	} {
		if kinds[kind] != want {
			t.Errorf("%d of kind %s are listed, want %d", kinds[kind], kind, want)
		}
	}
	if text := must(t, "describe", "strategy/cap16"); !strings.Contains(text, "capacity 16") {
		t.Errorf("describe strategy/cap16 prints\n%s", text)
	}
}

// A single kind, named in the singular or the plural, is listed without a heading.
func TestListOneKind(t *testing.T) {
	text := must(t, "list", "strategies")
	if !strings.HasPrefix(text, "cap2 ") || text != must(t, "list", "strategy") {
		t.Errorf("list strategies prints\n%s", text)
	}
	if !strings.Contains(must(t, "list", "distributions"), "uniform") ||
		!strings.Contains(must(t, "describe", "distribution/uniform"), "min") {
		t.Error("the uniform distribution is not listed with its parameters")
	}
}

// A scenario printed with all defaults filled in is the same scenario: printing it again gives the same text, and
// running it the same results.
func TestValidateConfig(t *testing.T) {
	for _, name := range scenarios.Names() {
		printed := must(t, "validate", "--config", name)
		again := simulateOn(printed, "validate", "--config", "-")
		if again.code != 0 || again.stdout != printed {
			t.Errorf("%s: printed again it differs, exit code %d\n%s", name, again.code, again.stderr)
		}
		if said := must(t, "validate", name); said != name+": valid\n" {
			t.Errorf("validate %s prints %q", name, said)
		}
	}
	arguments := with([]string{"-o", "csv"}, small...)
	printed := must(t, "validate", "--config", "late-not-serving")
	want := must(t, with([]string{"run", "late-not-serving"}, arguments...)...)
	if e := simulateOn(printed, with([]string{"run", "-"}, arguments...)...); e.stdout != want {
		t.Errorf("the print does not run as the scenario does, exit code %d\n%s", e.code, e.stderr)
	}
}

func TestValidateSchema(t *testing.T) {
	schema := parseJSON(t, must(t, "validate", "--schema"))
	if schema["$schema"] == nil || schema["properties"] == nil {
		t.Errorf("the schema has the keys %v", keys(schema))
	}
	refusedAt(t, "", "validate", "--schema", "rollout-32")
}

// Faults of several files are reported at once.
func TestValidateSeveral(t *testing.T) {
	good, bad, worse := scenarioFile(t), scenarioFile(t, "horizn: 3s"), scenarioFile(t, "vtgates: {count: -1}")
	said := refusedAt(t, "", "validate", good, bad, worse)
	if !strings.Contains(said, "horizn") || !strings.Contains(said, "count") {
		t.Errorf("not all faults are told:\n%s", said)
	}
	if text := must(t, "validate", good, "rollout-32"); strings.Count(text, ": valid\n") != 2 {
		t.Errorf("two good scenarios: %q", text)
	}
}

func TestVersion(t *testing.T) {
	document := parseJSON(t, must(t, "version", "-o", "json"))
	wantKeys(t, "version", document, "program", "model", "go")
	if text := must(t, "version"); !strings.Contains(text, document["go"].(string)) {
		t.Errorf("version prints %q", text)
	}
}

// The program's help names each command, and each command's help names its flags.
func TestHelp(t *testing.T) {
	text := must(t, "help")
	if text != must(t, "--help") || text != must(t, "-h") {
		t.Error("help, --help and -h differ")
	}
	for _, one := range commands() {
		if !strings.Contains(text, "\n  "+one.name) {
			t.Errorf("help does not name %s", one.name)
		}
		own := must(t, "help", one.name)
		if own != must(t, one.name, "--help") || !strings.Contains(own, "simulate "+one.name) {
			t.Errorf("help of %s differs from its --help", one.name)
		}
	}
	shared := []string{"-n, --replications", "--seed", "--confidence", "-j, --jobs", "--set", "--metrics",
		"--rel-error", "--max-replications", "-o, --output", "--out", "--figures", "--force"}
	for command, flags := range map[string][]string{
		"run":      with(shared, "-s, --strategy"),
		"compare":  with(shared, "--strategies", "--baseline"),
		"replay":   {"--vitess"},
		"validate": {"--config", "--schema"},
		"list":     {"-o, --output"},
		"describe": {"-o, --output"},
	} {
		text := must(t, "help", command)
		for _, flag := range flags {
			if !strings.Contains(text, flag) {
				t.Errorf("help %s does not name %s", command, flag)
			}
		}
	}
	for _, flag := range []string{"-q, --quiet", "-v, --verbose", "--log-format", "--color"} {
		if !strings.Contains(text, flag) {
			t.Errorf("help does not name %s", flag)
		}
	}
}
