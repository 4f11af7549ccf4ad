package main

import (
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func entriesOf(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, one := range entries {
		names = append(names, one.Name())
	}
	return names
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Figures and data go below --out, and nothing is written elsewhere.
func TestFolderOfResults(t *testing.T) {
	parent := t.TempDir()
	t.Chdir(parent)
	arguments := with([]string{"compare", "rollout-32", "--strategies", "cap2,unbounded"}, small...)
	text := must(t, with(arguments, "--out", "new/out")...)
	want := []string{
		marker, "overlap-cap2.png", "overlap-unbounded.png", "replications.csv", "report.json", "report.txt",
	}
	if have := entriesOf(t, "new/out"); !slices.Equal(have, want) {
		t.Errorf("the folder holds %v, want %v", have, want)
	}
	if have := entriesOf(t, "."); !slices.Equal(have, []string{"new"}) {
		t.Errorf("beside it stand %v", have)
	}
	for _, name := range want[1:3] {
		checkFigure(t, filepath.Join("new/out", name))
	}
	// The files hold what standard output shows in the same format.
	for file, format := range map[string]string{
		"report.txt": "text", "report.json": "json", "replications.csv": "csv",
	} {
		have, err := os.ReadFile(filepath.Join("new/out", file))
		if err != nil {
			t.Fatal(err)
		}
		if printed := must(t, with(arguments, "--out", "new/other", "-o", format)...); string(have) != printed {
			t.Errorf("%s is not what -o %s prints", file, format)
		}
	}
	if text == must(t, arguments...) || !strings.Contains(text, "Figures: overlap-cap2.png, overlap-unbounded.png") {
		t.Error("the report does not name the figures")
	}
	// Results are replaced whole; other files in the folder stay.
	write(t, "new/out/note.txt", "mine")
	write(t, "new/out/report.txt", strings.Repeat("old ", 10_000))
	must(t, with(arguments, "--out", "new/out")...)
	if have, _ := os.ReadFile("new/out/report.txt"); string(have) != text {
		t.Error("the second report is not the first")
	}
	if have := entriesOf(t, "new/out"); len(have) != len(want)+1 {
		t.Errorf("after the second time the folder holds %v", have)
	}
}

func checkFigure(t *testing.T, name string) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	config, err := png.DecodeConfig(file)
	if err != nil || config.Width < 1200 || config.Height < 700 {
		t.Errorf("%s is %d by %d (%v), want at least 1200 by 700", name, config.Width, config.Height, err)
	}
}

func TestFoldersRefused(t *testing.T) {
	parent := t.TempDir()
	foreign := filepath.Join(parent, "foreign")
	if err := os.Mkdir(foreign, 0o777); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(foreign, "thesis.txt"), "years of work")
	file := filepath.Join(parent, "file")
	write(t, file, "")
	for _, folder := range []string{foreign, file, filepath.Join(file, "below"), "-"} {
		refusedAt(t, "", with([]string{"run", "single-reparent", "--out", folder}, small...)...)
	}
	if have := entriesOf(t, foreign); !slices.Equal(have, []string{"thesis.txt"}) {
		t.Errorf("a refused folder holds %v", have)
	}
	must(t, with([]string{"run", "single-reparent", "--out", foreign, "--force"}, small...)...)
	have := entriesOf(t, foreign)
	if !slices.Contains(have, "overlap-cap2048.png") || !slices.Contains(have, "thesis.txt") {
		t.Errorf("forced, the folder holds %v", have)
	}
	empty := filepath.Join(parent, "empty")
	if err := os.Mkdir(empty, 0o777); err != nil {
		t.Fatal(err)
	}
	must(t, with([]string{"run", "single-reparent", "--out", empty}, small...)...)
}

// If a file cannot be written, the other files and the report still are.
func TestFileThatCannotBeWritten(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	for _, name := range []string{"overlap-cap2.png", "report.json"} {
		if err := os.MkdirAll(filepath.Join(out, name, "occupied"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	arguments := []string{"compare", "rollout-32", "--strategies", "cap2,unbounded", "--out", out, "--force"}
	e := simulate(with(arguments, small...)...)
	if e.code != 1 || !strings.Contains(e.stdout, "paired difference") {
		t.Errorf("exit code %d, want 1 and the report:\n%s", e.code, e.stdout)
	}
	for _, name := range []string{"overlap-cap2.png", "report.json"} {
		if strings.Count(e.stderr, name) != 1 {
			t.Errorf("%s is not named once: %s", name, e.stderr)
		}
	}
	for _, name := range []string{"overlap-unbounded.png", "report.txt", "replications.csv"} {
		if info, err := os.Stat(filepath.Join(out, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s was not written: %v", name, err)
		}
	}
	if have := entriesOf(t, out); len(have) != 6 {
		t.Errorf("drafts are left: %v", have)
	}
}

// All figures show one vtgate of one replication: under the baseline, the replication with the most timed-out
// bufferings (ties: the first), and in it the vtgate with the most.
func TestFiguresShowTheWorst(t *testing.T) {
	arguments := []string{"compare", "rollout-32", "--strategies", "unbounded,cap2", "--baseline", "cap2",
		"--set", "vtgates.count=3", "-n", "6", "-q"}
	text := must(t, with(arguments, "--out", filepath.Join(t.TempDir(), "out"))...)
	worst, most := -1, -1.0
	for line := range strings.Lines(must(t, with(arguments, "-o", "jsonl")...)) {
		var row struct {
			Strategy    string
			Replication int
			Metrics     map[string]*float64
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if row.Strategy == "cap2" && *row.Metrics["bufferings_timed_out"] > most {
			worst, most = row.Replication, *row.Metrics["bufferings_timed_out"]
		}
	}
	note := strings.ReplaceAll(text[strings.Index(text, "Figures show"):], "\n", " ")
	want := " of replication " + string(rune('0'+worst)) + ","
	if !strings.Contains(note, want) || !strings.Contains(note, "under cap2") {
		t.Errorf("the worst replication under cap2 is %d: %s", worst, note)
	}
}

// The figures of several scenarios in one call have different names.
func TestFolderOfSeveralScenarios(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	must(t, with([]string{"run", "single-reparent", "double-failover", "--out", out}, small...)...)
	have := entriesOf(t, out)
	second := func(name string) bool { return strings.HasPrefix(name, "double-failover-overlap-") }
	if !slices.Contains(have, "single-reparent-overlap-cap2048.png") || !slices.ContainsFunc(have, second) {
		t.Errorf("the folder holds %v", have)
	}
}
