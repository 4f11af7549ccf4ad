package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

var (
	update   = flag.Bool("update", false, "write the numbers of the README again")
	measured = flag.Bool("machine", false, "with -update: measure those of this machine as well, which takes minutes")
)

// Every number of the README comes from a command, which stands in front of it in a comment that a reader does not see:
//
//	<!-- compare rollout-32: cap2 updates_dropped -->7.6 ± 1.5<!-- -->   a cell of the report's first table
//	<!-- output run single-reparent -->…<!-- -->                         all that the command prints, as a block
//	<!-- machine measure -->…<!-- -->                                    a table of what was measured on one machine
var generated = regexp.MustCompile(`(?s)<!-- ([a-z][^>]*?) -->(.*?)<!-- -->`)

// TestReadmeNumbers computes the numbers of the README again. What was measured on a machine is only written.
func TestReadmeNumbers(t *testing.T) {
	page := readme(t)
	computed := 0
	fresh := generated.ReplaceAllStringFunc(page, func(part string) string {
		match := generated.FindStringSubmatch(part)
		text := match[2]
		if source, found := strings.CutPrefix(match[1], "machine "); !found {
			computed++
			text = computeNumber(t, match[1])
		} else if *measured {
			text = "\n" + measureTable(t, source)
		}
		return "<!-- " + match[1] + " -->" + text + "<!-- -->"
	})
	if computed < 5 {
		t.Errorf("the README has %d computed numbers only", computed)
	}
	if *update {
		if err := os.WriteFile(root+"README.md", []byte(fresh), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if fresh != page {
		t.Errorf("numbers of the README have changed: make readme\n%s", firstChange(page, fresh))
	}
}

// firstChange shows the first line in which two texts differ.
func firstChange(old, new string) string {
	before, after := strings.Split(old, "\n"), strings.Split(new, "\n")
	for i := range min(len(before), len(after)) {
		if before[i] != after[i] {
			return fmt.Sprintf("-%s\n+%s", before[i], after[i])
		}
	}
	return ""
}

// reportsRun holds what commands have printed in this test.
var reportsRun = map[string]string{}

func reportOf(t *testing.T, command string) string {
	t.Helper()
	if _, known := reportsRun[command]; !known {
		reportsRun[command] = must(t, append(words(command), "-q")...)
	}
	return reportsRun[command]
}

// computeNumber returns what belongs behind a source.
func computeNumber(t *testing.T, source string) string {
	t.Helper()
	if command, found := strings.CutPrefix(source, "output "); found {
		return "\n```text\n" + strings.TrimRight(reportOf(t, command), "\n") + "\n```\n"
	}
	command, cell, found := strings.Cut(source, ": ")
	strategy, metric, two := strings.Cut(cell, " ")
	if !found || !two {
		t.Fatalf("the README has the source %q, want COMMAND: STRATEGY METRIC", source)
	}
	report := reportOf(t, command+" --metrics "+metric)
	_, table, _ := strings.Cut(report, "\n  mean")
	lines := strings.Split(table, "\n")
	columns, row := cells(lines[0]), cells(lines[1])
	for i, name := range columns {
		if name == strategy && row[0] == metric {
			return row[i+1]
		}
	}
	t.Fatalf("%s: no cell in\n%s", source, report)
	return ""
}

// cells splits a line of a table.
func cells(line string) []string {
	return regexp.MustCompile(`\s{2,}`).Split(strings.TrimSpace(line), -1)
}

// measureTable returns a table of what is measured on this machine.
func measureTable(t *testing.T, source string) string {
	t.Helper()
	switch source {
	case "measure":
		return costTable(t)
	case "bench":
		command := exec.Command("go", "run", "./sim/limit", "-format", "markdown")
		command.Dir = root
		command.Stderr = os.Stderr
		table, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(table)
	}
	t.Fatalf("the README has the unknown source %q", source)
	return ""
}

// costTable is what real queues cost on this machine.
func costTable(t *testing.T) string {
	t.Helper()
	type row struct {
		Strategy, Consumer string
		Updates            int
		Lost, Coalesced    int
		Nanoseconds        struct {
			Mean      float64
			HalfWidth float64 `json:"half_width"`
		} `json:"ns_per_update"`
		Bytes float64 `json:"bytes_per_update"`
	}
	var table struct {
		Machine string
		Results []row
	}
	if err := json.Unmarshal([]byte(must(t, "measure", "-o", "json", "-q")), &table); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "| %s | ns per update, fast consumer | slow consumer | bytes per update, fast | slow | "+
		"lost, slow | replaced, slow |\n", table.Machine)
	b.WriteString("|---|--:|--:|--:|--:|--:|--:|\n")
	for _, fast := range table.Results {
		for _, slow := range table.Results {
			if fast.Consumer == "fast" && slow.Consumer == "slow" && fast.Strategy == slow.Strategy {
				share := func(n int) string { return fmt.Sprintf("%.2f %%", 100*float64(n)/float64(slow.Updates)) }
				fmt.Fprintf(&b, "| `%s` | %.1f ± %.1f | %.1f ± %.1f | %.2f | %.2f | %s | %s |\n", fast.Strategy,
					fast.Nanoseconds.Mean, fast.Nanoseconds.HalfWidth,
					slow.Nanoseconds.Mean, slow.Nanoseconds.HalfWidth,
					fast.Bytes, slow.Bytes, share(slow.Lost), share(slow.Coalesced))
			}
		}
	}
	return b.String()
}
