package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRatiosPairTheRounds(t *testing.T) {
	ours := parse([]byte("goos: linux\n" +
		"BenchmarkHold/pending=32-2  \t 100\t 20.0 ns/op\t0 B/op\nBenchmarkFailover-16 \t1\t 300 ns/op\nPASS\n" +
		"BenchmarkHold/pending=32-2  \t 100\t 40.0 ns/op\t0 B/op\nBenchmarkFailover-16 \t1\t 300 ns/op\n"))
	limits := parse([]byte("BenchmarkHold/pending=32 \t100\t 40.0 ns/op\n" +
		"BenchmarkHold/pending=32 \t100\t 40.0 ns/op\n"))
	ratios, err := ratiosOf(ours, limits)
	if err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	if err := writeRatios(&table, ratios); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(table.String()), "\n")
	if len(lines) != 2 || strings.Join(strings.Fields(lines[1]), " ") != "Hold/pending=32 30.0 40.0 1.50 1.00 2.00" {
		t.Errorf("the ratios are\n%s", table.String())
	}
	if _, err := ratiosOf(ours[1:], limits); err == nil {
		t.Error("a benchmark that was not measured has a ratio")
	}
}
