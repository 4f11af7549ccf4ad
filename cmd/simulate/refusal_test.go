package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// refusedAt calls the program, requires exit code 2 within seconds, nothing on standard output and a message on
// standard error, and returns the message.
func refusedAt(t *testing.T, stdin string, arguments ...string) string {
	t.Helper()
	begin := time.Now()
	e := simulateOn(stdin, arguments...)
	if e.code != 2 || e.stdout != "" || e.stderr == "" {
		t.Fatalf("simulate %.300s: exit code %d, want 2\n%.500s%.500s",
			strings.Join(arguments, " "), e.code, e.stdout, e.stderr)
	}
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("simulate %.300s took %v to be refused", strings.Join(arguments, " "), took)
	}
	return e.stderr
}

func TestFourFaults(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "faulty.yaml")
	text := "apiVersion: reparentsim/v1\nname: faulty\nhorizon: -5s\n" +
		"cluster: {keyspaces: [{name: main, shards: [\"-80\", \"-80\"]}]}\n" +
		"rollout: {schedule: {kind: wave}}\nvtgates: {cuont: 3}\n"
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "out")
	said := refusedAt(t, "", "run", name, "--out", out)
	for _, want := range []string{
		`faulty\.yaml:3:10: horizon: `,
		`faulty\.yaml:4:\d+: cluster\.keyspaces.*-80`,
		`faulty\.yaml:5:\d+: rollout\.schedule\.kind: .*"wave".*waves`,
		`faulty\.yaml:6:11: vtgates: .*\"cuont\".*\"count\"`,
	} {
		if !regexp.MustCompile(want).MatchString(said) {
			t.Errorf("no fault matches %s:\n%s", want, said)
		}
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("something was written: %v (%v)", entries, err)
	}
}

func TestRefusedScenarios(t *testing.T) {
	const start = "apiVersion: reparentsim/v1\nname: own\ncluster: {keyspaces: [{name: main, shards: 2}]}\n"
	var bomb strings.Builder
	bomb.WriteString(start + "description: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	bomb.WriteString("x: [")
	for i := range 9 {
		previous := "*a" + string(rune('0'+i))
		bomb.WriteString("&a" + string(rune('1'+i)) + " [" + strings.Repeat(previous+", ", 9) + previous + "], ")
	}
	bomb.WriteString("]\n")
	for _, c := range []struct{ name, text, want string }{
		{"larger than a mebibyte", start + "description: " + strings.Repeat("x", 2<<20) + "\n", "1 MiB"},
		{"alias bomb", bomb.String(), "alias"},
		{"nested brackets", start + "description: " + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "\n",
			"nest"},
		{"two documents", start + "---\n" + start, "document"},
		{"negative duration", start + "vtgates: {network_delay: -1ms}\n", "network_delay"},
		{"duplicate keyspace", strings.Replace(start, "[{", "[{name: main, shards: 1}, {", 1), "main"},
		{"duplicate key", start + "name: again\n", "name"},
		{"NaN", start + "workload: {qps: .nan}\n", "qps"},
		{"infinite", start + "workload: {qps: .inf}\n", "qps"},
		{"minus infinite", start + "workload: {in_transaction: -.inf}\n", "in_transaction"},
		{"overflowing", start + "workload: {qps: 1e999}\n", "qps"},
		{"bare number", start + "horizon: 60\n", "horizon"},
		{"empty", "", "empty"},
		{"only a comment", "# nothing\n", "empty"},
		{"no mapping", "- 1\n", "mapping"},
		{"not text", "\x00\xff\xfe\x00", "stdin"},
		{"tab", "\tname: x\n", "stdin:1"},
		{"unclosed", start + "workload: {qps: 1\n", "stdin:"},
		{"an unknown strategy", start + "vtgates: {notification: capp2}\n", "cap1024"},
		{"an unknown metric", start + "thresholds: [\"bufering < 1\"]\n", "bufferings"},
		{"what only a later version may have", start + "vtgates: {watcher: {scope: shard}}\n", "keyspace"},
		{"too many shards", strings.Replace(start, "shards: 2", "shards: 65537", 1), "65536"},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := refusedAt(t, c.text, "run", "-")
			if !strings.Contains(said, c.want) {
				t.Errorf("the fault does not speak of %q:\n%.1000s", c.want, said)
			}
			if len(said) > 4000 {
				t.Errorf("the fault takes %d bytes to tell:\n%.1000s", len(said), said)
			}
		})
	}
}

func TestRefusedArguments(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct {
		name      string
		arguments []string
		want      []string
	}{
		{"command", []string{"compere", "rollout-32"}, []string{`"compere"`, "compare", "replay"}},
		{"flag", []string{"run", "rollout-32", "--sed", "3"}, []string{"--sed", "--seed"}},
		{"short flag", []string{"run", "rollout-32", "-z"}, []string{"-z"}},
		{"scenario", []string{"run", "rollout32"}, []string{"rollout-32", "single-reparent"}},
		{"missing file", []string{"run", folder + "/none.yaml"}, []string{"none.yaml", "no such file"}},
		{"folder", []string{"run", folder + "/"}, []string{"folder"}},
		{"standard input twice", []string{"run", "-", "-"}, []string{"only once"}},
		{"strategy", []string{"run", "rollout-32", "-s", "unbound"}, []string{"unbounded", "cap64k"}},
		{"strategies", []string{"compare", "rollout-32", "--strategies", "cap2,cap0,nothing"},
			[]string{"capacity must be from 1", "got 0", `"nothing"`}},
		{"strategy twice", []string{"compare", "rollout-32", "--strategies", "cap2,cap2"}, []string{"cap2", "twice"}},
		{"two names of one strategy", []string{"compare", "rollout-32", "--strategies", "cap64k,cap65536"},
			[]string{"cap64k", "twice"}},
		{"baseline", []string{"compare", "rollout-32", "--baseline", "cap3"}, []string{"cap3", "cap64k"}},
		{"metric", []string{"run", "rollout-32", "--metrics", "drops"}, []string{"drops", "updates_dropped"}},
		{"metric twice", []string{"run", "rollout-32", "--metrics", "queries,queries"}, []string{"queries", "twice"}},
		{"format", []string{"run", "rollout-32", "-o", "xml"}, []string{"xml", "text", "jsonl"}},
		{"figure", []string{"run", "rollout-32", "--figures", "pie", "--out", folder + "/o"},
			[]string{"pie", "overlap"}},
		{"figures without a folder", []string{"run", "rollout-32", "--figures", "overlap"}, []string{"--out"}},
		{"force without a folder", []string{"run", "rollout-32", "--force"}, []string{"--out"}},
		{"no jobs", []string{"run", "rollout-32", "-j", "0"}, []string{"--jobs", "1024"}},
		{"no replications", []string{"run", "rollout-32", "-n", "0"}, []string{"--replications 0", "1"}},
		{"words for a number", []string{"run", "rollout-32", "-n", "many"},
			[]string{"--replications", "whole number", "many"}},
		{"certainty", []string{"run", "rollout-32", "--confidence", "1"}, []string{"--confidence 1"}},
		{"not a number", []string{"run", "rollout-32", "--confidence", "NaN"}, []string{"--confidence NaN"}},
		{"negative seed", []string{"run", "rollout-32", "--seed", "-1"}, []string{"--seed"}},
		{"no error at all", []string{"run", "rollout-32", "--rel-error", "0"}, []string{"--rel-error"}},
		{"setting without a value", []string{"run", "rollout-32", "--set", "vtgates.count"},
			[]string{"--set", "PATH=VALUE"}},
		{"unknown field set", []string{"run", "rollout-32", "--set", "vtgates.cuont=1"},
			[]string{"vtgates.cuont=1", "count"}},
		{"wrong type set", []string{"run", "rollout-32", "--set", "vtgates.count=ten"}, []string{"vtgates.count=ten"}},
		{"several values set", []string{"run", "rollout-32", "--set", "vtgates.count=1,2"},
			[]string{"vtgates.count=1,2"}},
		{"impossible value set", []string{"run", "rollout-32", "--set", "vtgates.buffer.buffer_window=30s"},
			[]string{"window"}},
		{"log format", []string{"run", "rollout-32", "--log-format", "xml"}, []string{"xml", "json"}},
		{"colour", []string{"run", "rollout-32", "--color", "pink"}, []string{"pink", "never"}},
		{"kind", []string{"list", "strategys"}, []string{"strategys", "strategies"}},
		{"name", []string{"describe", "schedule/wave"}, []string{"wave", "waves"}},
		{"release", []string{"replay", "x.json", "--vitess", "v20"}, []string{"v20", "v21, v22, v23"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := refusedAt(t, "", c.arguments...)
			for _, want := range c.want {
				if !strings.Contains(said, want) {
					t.Errorf("nothing says %q:\n%s", want, said)
				}
			}
		})
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
		t.Errorf("something was written: %v (%v)", entries, err)
	}
}

// The file is first checked as written: a setting cannot repair it.
func TestSettingsDoNotMendTheFile(t *testing.T) {
	name := scenarioFile(t, "vtgates: {count: 0}")
	if said := refusedAt(t, "", "run", name, "--set", "vtgates.count=1"); !strings.Contains(said, "vtgates.count") {
		t.Errorf("the fault is not told:\n%s", said)
	}
}

// Values that are fine one by one, but together need more memory than there is, are refused before anything is written.
func TestInfeasible(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	for want, settings := range map[string][]string{
		"health updates": {"--set", "horizon=720h", "--set", "cluster.health_check_interval=1us"},
		"1.6e+09":        {"--set", "horizon=720h", "--set", "cluster.replica_update_rate=600"},
		"queries":        {"--set", "workload.qps=1e9"},
	} {
		said := refusedAt(t, "", with([]string{"run", "single-reparent", "--out", out}, settings...)...)
		if !strings.Contains(said, want) {
			t.Errorf("%v: %s", settings, said)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a refused scenario has left a folder")
	}
}
