package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/reparentsim/reparentsim/cmd/simulate/study"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/scenarios"
)

// JSON messages are one object per line; faults have their position.
func TestMessagesAsJSON(t *testing.T) {
	name := scenarioFile(t, "horizn: 3s", "vtgates: {count: -1}")
	e := simulate("run", name, "--log-format", "json")
	lines := strings.Split(strings.TrimSpace(e.stderr), "\n")
	if e.code != 2 || len(lines) != 2 {
		t.Fatalf("exit code %d, %d lines\n%s", e.code, len(lines), e.stderr)
	}
	for _, line := range lines {
		var message struct {
			Level, Msg, File string
			Line, Column     int
		}
		err := json.Unmarshal([]byte(line), &message)
		if err != nil || message.Level != "ERROR" || message.File != name || message.Line < 7 ||
			message.Column < 1 || message.Msg == "" {
			t.Errorf("%s: %+v (%v)", line, message, err)
		}
	}
}

// Messages have colours on a terminal, or if a flag asks for them.
func TestColours(t *testing.T) {
	const escape = "\x1b["
	if e := simulate("run", "none"); strings.Contains(e.stderr, escape) {
		t.Errorf("colours without a terminal: %q", e.stderr)
	}
	if e := simulate("run", "none", "--color", "always"); !strings.Contains(e.stderr, escape) {
		t.Errorf("no colours: %q", e.stderr)
	}
	if e := simulate("run", "none", "--color", "never"); strings.Contains(e.stderr, escape) {
		t.Errorf("colours: %q", e.stderr)
	}
}

// testProgress returns the progress of a study of single-reparent, 10 s after it began.
func testProgress(t *testing.T, finished int) *progress {
	t.Helper()
	document, err := scenarios.Open("single-reparent", nil)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Unix(0, 0)
	p := &progress{now: func() time.Time { return begin }, columns: func() int { return 80 }}
	scenario := *document.Scenario()
	scenario.Replications = 40
	p.begin(study.New(&scenario, nil, 1), record.MetricIndex("queries"))
	t.Cleanup(func() { p.end() })
	for i := range finished {
		values := make([]float64, len(record.Metrics))
		values[record.MetricIndex("queries")] = float64(100 + i)
		p.finished([]record.Replication{{Values: values}})
	}
	p.now = func() time.Time { return begin.Add(10 * time.Second) }
	return p
}

func TestProgressOnATerminal(t *testing.T) {
	var screen bytes.Buffer
	p := testProgress(t, 20)
	p.terminal = &screen
	p.show()
	if want := eraseLine + "single-reparent  20/40  2/s  10s left  queries ±2.77"; screen.String() != want {
		t.Errorf("the line is %q, want %q", screen.String(), want)
	}
	screen.Reset()
	p.columns = func() int { return 20 }
	p.show()
	if line := strings.TrimPrefix(screen.String(), eraseLine); len(line) != 19 {
		t.Errorf("on 20 columns the line takes %d: %q", len(line), line)
	}
}

func TestProgressInALog(t *testing.T) {
	var log bytes.Buffer
	for _, finished := range []int{0, 1, 20} {
		p := testProgress(t, finished)
		p.log = slog.New(slog.NewJSONHandler(&log, nil))
		p.show()
	}
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	const last = `"done":20,"total":40,"per_second":2,"left":"10s","metric":"queries"`
	if len(lines) != 3 || !strings.Contains(lines[0], `"left":"?"`) || strings.Contains(lines[1], "half_width") ||
		!strings.Contains(lines[2], last) {
		t.Errorf("the log says\n%s", log.String())
	}
}

// With -q only errors are shown; without a terminal there is no line that erases itself.
func TestProgressOfACall(t *testing.T) {
	var stderr bytes.Buffer
	c := newCall(nil, &bytes.Buffer{}, &stderr)
	if p := c.newProgress(); p.terminal != nil {
		t.Error("a buffer is taken for a terminal")
	}
	c.globals.quiet = true
	c.messages = newMessages(c)
	c.newProgress().log.Info("progress")
	if stderr.Len() > 0 {
		t.Errorf("quiet, and yet it says %q", stderr.String())
	}
}
