package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// ended is how a call in process ended.
type ended struct {
	code           int
	stdout, stderr string
}

// simulate calls the program in process without input.
func simulate(arguments ...string) ended { return simulateOn("", arguments...) }

func simulateOn(stdin string, arguments ...string) ended {
	var stdout, stderr bytes.Buffer
	code := run(arguments, strings.NewReader(stdin), &stdout, &stderr)
	return ended{code, stdout.String(), stderr.String()}
}

// must calls the program, requires exit code 0 and nothing on standard error, and returns its standard output.
func must(t *testing.T, arguments ...string) string {
	t.Helper()
	e := simulate(arguments...)
	if e.code != 0 || e.stderr != "" {
		t.Fatalf("simulate %s: exit code %d\n%s", strings.Join(arguments, " "), e.code, e.stderr)
	}
	return e.stdout
}

// small holds arguments that make a scenario quick to play.
var small = []string{"--set", "vtgates.count=2", "-n", "3", "-q"}

func with(arguments []string, more ...string) []string {
	return append(append([]string(nil), arguments...), more...)
}

// scenarioFile writes a scenario that is quick to play, with the given lines at its end, and returns the file's name.
func scenarioFile(t *testing.T, lines ...string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "own.yaml")
	text := "apiVersion: reparentsim/v1\nname: own\nhorizon: 20s\ncluster: {keyspaces: [{name: main, shards: 2}]}\n" +
		"workload: {qps: 20}\nexperiment: {replications: 3}\n" + strings.Join(lines, "\n") + "\n"
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestExitCodes(t *testing.T) {
	broken := scenarioFile(t, `thresholds: ["queries < 1"]`)
	kept := scenarioFile(t, `thresholds: ["queries > 1"]`)
	unreachable := []string{"-q", "--metrics", "queries", "--rel-error", "1e-9", "--max-replications", "6"}
	reachable := []string{"-q", "--metrics", "queries", "--rel-error", "0.05", "--max-replications", "1000"}
	for _, c := range []struct {
		name      string
		arguments []string
		code      int
	}{
		{"fine", []string{"run", kept, "-q"}, 0},
		{"no command", nil, 2},
		{"unknown command", []string{"runn"}, 2},
		{"no scenario", []string{"run"}, 2},
		{"two scenarios to compare", []string{"compare", "rollout-32", "single-reparent"}, 2},
		{"a threshold broken", []string{"run", broken, "-q"}, 3},
		{"not precise", with([]string{"run", kept}, unreachable...), 4},
		{"precise in the end", with([]string{"run", kept}, reachable...), 0},
		{"a threshold broken and not precise", with([]string{"run", broken}, unreachable...), 3},
		{"help is fine", []string{"run", "--help"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if e := simulate(c.arguments...); e.code != c.code {
				t.Errorf("exit code %d, want %d\n%s%s", e.code, c.code, e.stdout, e.stderr)
			}
		})
	}
}

// The highest-ranking exit code wins, whichever comes first.
func TestExitCodesRank(t *testing.T) {
	order := []status{interrupted, failed, refused, broken, inconclusive, fine}
	for i, high := range order {
		for _, low := range order[i:] {
			if high.and(low) != high || low.and(high) != high {
				t.Errorf("%d and %d make %d and %d", high, low, high.and(low), low.and(high))
			}
		}
	}
}

// What was finished when the signal came is reported and marked as partial.
func TestRunInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr bytes.Buffer
	code := runWith(ctx, []string{"run", "single-reparent", "-o", "json"}, nil, &stdout, &stderr)
	if code != interrupted {
		t.Fatalf("exit code %d, want 130\n%s", code, stderr.String())
	}
	var report struct {
		Interrupted bool
		Results     []struct{ Replications int }
	}
	if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	if !report.Interrupted || len(report.Results) != 1 || report.Results[0].Replications != 0 {
		t.Errorf("the report says %+v", report)
	}
	if said := stderr.String(); !strings.Contains(said, "partial") || !strings.Contains(said, "single-reparent") {
		t.Errorf("standard error says %q", said)
	}
}

// After a signal in the middle, the report holds the replications finished without a gap from the first, and no others.
func TestRunInterruptedInTheMiddle(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	arguments := []string{"run", "single-reparent", "-q", "-o", "jsonl", "-n", "1000000"}
	finished := make(chan ended, 1)
	go func() {
		var stdout, stderr bytes.Buffer
		code := runWith(ctx, arguments, nil, &stdout, &stderr)
		finished <- ended{int(code), stdout.String(), stderr.String()}
	}()
	whole := must(t, "run", "single-reparent", "-q", "-o", "jsonl", "-n", "5") // gives the other call time to begin
	cancel()
	e := <-finished
	if e.code != 130 {
		t.Fatalf("exit code %d, want 130\n%s", e.code, e.stderr)
	}
	shorter, longer := whole, e.stdout
	if len(shorter) > len(longer) {
		shorter, longer = longer, shorter
	}
	if !strings.HasPrefix(longer, shorter) {
		t.Errorf("the replications finished are not the first ones:\n%.300s\nwant\n%.300s", e.stdout, whole)
	}
}

// failingWriter fails as a full disk does, or a pipe that nobody reads.
type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestStandardOutputFails(t *testing.T) {
	fullDisk := failingWriter{errors.New("no space left on device")}
	closedPipe := failingWriter{&os.PathError{Op: "write", Err: syscall.EPIPE}}
	simulation := with([]string{"run", "single-reparent", "-o", "csv"}, small...)
	for _, arguments := range [][]string{{"version"}, {"list"}, simulation} {
		var stderr bytes.Buffer
		code := run(arguments, nil, fullDisk, &stderr)
		if code != 1 || !strings.Contains(stderr.String(), "no space left") {
			t.Errorf("%v: exit code %d, want 1: %s", arguments, code, stderr.String())
		}
		stderr.Reset()
		if code := run(arguments, nil, closedPipe, &stderr); code != 0 || stderr.Len() > 0 {
			t.Errorf("%v into a closed pipe: exit code %d, want 0: %s", arguments, code, stderr.String())
		}
	}
}

// A bug of ours gives one line and exit code 1; -v adds the stack.
func TestPanicIsAnInternalError(t *testing.T) {
	reader := panickingReader{}
	var stdout, stderr bytes.Buffer
	code := runWith(t.Context(), []string{"run", "-"}, reader, &stdout, &stderr)
	said := stderr.String()
	if code != 1 || strings.Count(said, "\n") != 1 || !strings.Contains(said, "internal error") {
		t.Errorf("exit code %d: %q", code, said)
	}
	stderr.Reset()
	code = runWith(t.Context(), []string{"run", "-", "-v"}, reader, &stdout, &stderr)
	if code != 1 || !strings.Contains(stderr.String(), "panickingReader") {
		t.Errorf("exit code %d, want 1 and the stack: %q", code, stderr.String())
	}
}

// A signal ends a call that waits for input.
func TestReadingInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	silent, _ := io.Pipe()
	var stdout, stderr bytes.Buffer
	for _, arguments := range [][]string{{"run", "-"}, {"validate", "-"}, {"replay", "-"}} {
		code := runWith(ctx, arguments, &interruptible{ctx, silent}, &stdout, &stderr)
		if code != interrupted {
			t.Errorf("%v: exit code %d, want 130: %s", arguments, code, stderr.String())
		}
	}
}

type panickingReader struct{}

func (panickingReader) Read([]byte) (int, error) { panic("a bug") }
