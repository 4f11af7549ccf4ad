package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// measurement holds a benchmark's nanoseconds per operation, round by round.
type measurement struct {
	name        string
	nanoseconds []float64
}

// benchmarkLine matches a line of go test -bench, with or without the number of processors.
var benchmarkLine = regexp.MustCompile(`(?m)^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+([0-9.]+) ns/op`)

// parse collects the rounds of each benchmark. Benchmarks are in the order in which they first appear.
func parse(lines []byte) []measurement {
	var found []measurement
	for _, match := range benchmarkLine.FindAllSubmatch(lines, -1) {
		nanoseconds, err := strconv.ParseFloat(string(match[2]), 64)
		if err != nil {
			continue
		}
		i := slices.IndexFunc(found, func(m measurement) bool { return m.name == string(match[1]) })
		if i < 0 {
			i = len(found)
			found = append(found, measurement{name: string(match[1])})
		}
		found[i].nanoseconds = append(found[i].nanoseconds, nanoseconds)
	}
	return found
}

// ratio is our rate of events as a ratio to the limit's: the median over rounds. The two programs run directly one
// after the other in each round.
type ratio struct {
	name                      string
	ours, limit               float64 // nanoseconds
	median, smallest, largest float64
}

// ratiosOf pairs the rounds of each benchmark of the limit.
func ratiosOf(ours, limits []measurement) ([]ratio, error) {
	var ratios []ratio
	for _, limit := range limits {
		i := slices.IndexFunc(ours, func(m measurement) bool { return m.name == limit.name })
		if i < 0 || len(ours[i].nanoseconds) != len(limit.nanoseconds) {
			return nil, fmt.Errorf("benchmark %s was not measured in every round", limit.name)
		}
		pairs := make([]float64, len(limit.nanoseconds))
		for round, nanoseconds := range limit.nanoseconds {
			pairs[round] = nanoseconds / ours[i].nanoseconds[round]
		}
		ratios = append(ratios, ratio{limit.name, median(ours[i].nanoseconds), median(limit.nanoseconds),
			median(pairs), slices.Min(pairs), slices.Max(pairs)})
	}
	return ratios, nil
}

// writeRatios prints the ratios as a table for people.
func writeRatios(w io.Writer, ratios []ratio) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "benchmark\tns here\tns in C\tratio\tlowest\thighest\t\n")
	for _, r := range ratios {
		fmt.Fprintf(table, "%s\t%.1f\t%.1f\t%.2f\t%.2f\t%.2f\t\n", r.name, r.ours, r.limit, r.median,
			r.smallest, r.largest)
	}
	return table.Flush()
}

// writeMarkdown prints the ratios as the README has them.
func writeMarkdown(w io.Writer, ratios []ratio) error {
	var b strings.Builder
	b.WriteString("| | ns here | ns in C | events per second, ratio to C |\n|---|--:|--:|--:|\n")
	for _, r := range ratios {
		fmt.Fprintf(&b, "| %s | %.1f | %.1f | %.2f (%.2f to %.2f) |\n", r.name, r.ours, r.limit, r.median,
			r.smallest, r.largest)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// median returns the median of at least one number.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 0 {
		return (sorted[middle-1] + sorted[middle]) / 2
	}
	return sorted[middle]
}
