package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/text"
)

// writeMeans writes the table of means: a row per metric, a column per strategy.
func writeMeans(b *strings.Builder, s *section, notes *footnotes) {
	table := &text.Table{}
	table.Add(columns(s, "mean", -1)...)
	for _, m := range s.metrics {
		factor, unit := displayUnit(m)
		row := []string{record.Metrics[m].Name}
		bounds := 0
		for i := range s.results {
			e := &s.results[i].Estimates[m]
			cell := text.WithHalfWidth(factor*e.Mean, factor*e.HalfWidth)
			if e.NeverMore > 0 {
				cell = fmt.Sprintf("0 in %d: p < %s", e.N, text.TwoDigits(e.NeverMore))
				bounds++
			}
			row = append(row, cell+notes.mark(e.Warnings))
		}
		if bounds == len(s.results) {
			unit = "" // a bound of a probability has no unit
		}
		table.Add(append(row, unit)...)
	}
	table.Write(b)
}

// writeDifferences writes the table of paired differences, if there are any.
func writeDifferences(b *strings.Builder, s *section, notes *footnotes) {
	if len(s.comparisons) == 0 {
		return
	}
	table := &text.Table{}
	table.Add(columns(s, "paired difference from "+s.comparisons[0].Baseline, s.input.Baseline)...)
	for _, m := range s.metrics {
		factor, unit := displayUnit(m)
		row := []string{record.Metrics[m].Name}
		for i := range s.comparisons {
			c := &s.comparisons[i]
			if c.Metric != m {
				continue
			}
			cell := text.WithHalfWidth(factor*c.Mean, factor*c.HalfWidth)
			switch {
			case c.N > 1 && c.Mean == 0 && c.HalfWidth == 0:
				cell = "same"
			case c.N > 1 && !c.Significant:
				cell = "~ " + cell
			}
			row = append(row, cell+notes.mark(c.Warnings))
		}
		table.Add(append(row, unit)...)
	}
	b.WriteString("\n")
	table.Write(b)
}

// writeCauses lists causes with their means per vtgate, the largest first.
func writeCauses(b *strings.Builder, s *section, title string, of func(*Result) []Cause) {
	total := map[string]float64{}
	var names []string
	for i := range s.results {
		for _, c := range of(&s.results[i]) {
			if _, seen := total[c.Name]; !seen {
				names = append(names, c.Name)
			}
			total[c.Name] += c.Mean
		}
	}
	if len(names) == 0 {
		return
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(total[b], total[a]) })
	table := &text.Table{}
	table.Add(columns(s, title, -1)...)
	for _, name := range names {
		row := []string{name}
		for i := range s.results {
			cell := "0"
			for _, c := range of(&s.results[i]) {
				if c.Name == name {
					cell = text.WithHalfWidth(c.Mean, c.HalfWidth)
				}
			}
			row = append(row, cell)
		}
		table.Add(append(row, "per vtgate")...)
	}
	b.WriteString("\n")
	table.Write(b)
}

// columns returns a table's header: its title, the strategies except one, and an empty heading for the units.
func columns(s *section, title string, leftOut int) []string {
	header := []string{title}
	for i := range s.results {
		if i != leftOut {
			header = append(header, s.results[i].Strategy)
		}
	}
	return append(header, "")
}
