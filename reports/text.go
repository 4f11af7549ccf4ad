package reports

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// writeText writes the report for people: the finding first, then warnings, numbers, causes and promises.
func writeText(w io.Writer, r *Report) error {
	var b strings.Builder
	for i := range r.sections {
		if i > 0 {
			b.WriteString("\n")
		}
		writeSection(&b, &r.sections[i])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeSection(b *strings.Builder, s *section) {
	in := &s.input
	title := in.Scenario
	if in.Description != "" {
		title += ": " + in.Description
	}
	text.Paragraph(b, "", title)
	n := s.results[0].Replications
	facts := []string{text.Count(n, "replication", "replications"), text.Count(in.Gates, "vtgate", "vtgates") + " each", "seed " + strconv.FormatUint(in.Seed, 10), "Vitess " + in.Vitess}
	if in.Interrupted {
		facts[0] = fmt.Sprintf("PARTIAL: interrupted after %s", facts[0])
		if in.Asked > n {
			facts[0] += fmt.Sprintf(" of %d", in.Asked)
		}
	}
	b.WriteString(strings.Join(facts, " · ") + "\n\n")
	if n == 0 {
		b.WriteString("No replication was finished; there is nothing to report.\n")
		return
	}
	for i := range s.results {
		text.Paragraph(b, fmt.Sprintf("%-*s  ", nameWidth(s), s.results[i].Strategy), headline(&s.results[i]))
	}
	for i := range s.results {
		if warning := alarm(&s.results[i], in.Vitess); warning != "" {
			b.WriteString("\n")
			text.Paragraph(b, "WARNING: ", warning)
		}
	}
	b.WriteString("\n")
	notes := &footnotes{}
	writeMeans(b, s, notes)
	writeDifferences(b, s, notes)
	writeCauses(b, s, "why bufferings timed out", func(r *Result) []Cause { return r.TimeoutCauses })
	writeCauses(b, s, "why queries failed", func(r *Result) []Cause { return r.FailureCauses })
	writeThresholds(b, s)
	writeFooter(b, s, notes)
}

func nameWidth(s *section) int {
	width := 0
	for i := range s.results {
		width = max(width, len(s.results[i].Strategy))
	}
	return width
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// footnotes collects warnings, each once, and numbers them.
type footnotes struct{ texts []string }

// mark returns the marks of warnings. A quantile that needs more replications is left out: a text shows none.
func (f *footnotes) mark(warnings []estimate.Warning) string {
	marks := ""
	for _, w := range warnings {
		if w.Kind == estimate.TooFewForQuantile {
			continue
		}
		i := slices.Index(f.texts, w.Text)
		if i < 0 {
			i = len(f.texts)
			f.texts = append(f.texts, w.Text)
		}
		marks += " [" + strconv.Itoa(i+1) + "]"
	}
	return marks
}

func writeMeans(b *strings.Builder, s *section, notes *footnotes) {
	header := []string{"mean"}
	for i := range s.results {
		header = append(header, s.results[i].Strategy)
	}
	table := &text.Table{}
	table.Add(append(header, "")...)
	for _, m := range s.metrics {
		scale, unit := displayUnit(m)
		row := []string{record.Metrics[m].Name}
		bounds := 0
		for i := range s.results {
			e := &s.results[i].Estimates[m]
			cell := text.WithHalfWidth(scale*e.Mean, scale*e.HalfWidth)
			if e.NeverMore > 0 {
				cell = fmt.Sprintf("0 in %d: p < %s", e.N, text.TwoDigits(e.NeverMore))
				bounds++
			}
			row = append(row, cell+notes.mark(e.Warnings))
		}
		if bounds == len(s.results) {
			unit = "" // a bound of a probability has none
		}
		table.Add(append(row, unit)...)
	}
	table.Write(b)
}

func writeDifferences(b *strings.Builder, s *section, notes *footnotes) {
	if len(s.comparisons) == 0 {
		return
	}
	header := []string{"paired difference to " + s.comparisons[0].Baseline}
	for i := range s.results {
		if i != s.input.Baseline {
			header = append(header, s.results[i].Strategy)
		}
	}
	table := &text.Table{}
	table.Add(append(header, "")...)
	for _, m := range s.metrics {
		scale, unit := displayUnit(m)
		row := []string{record.Metrics[m].Name}
		for i := range s.comparisons {
			c := &s.comparisons[i]
			if c.Metric != m {
				continue
			}
			cell := text.WithHalfWidth(scale*c.Mean, scale*c.HalfWidth)
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
	header := []string{title}
	for i := range s.results {
		header = append(header, s.results[i].Strategy)
	}
	table.Add(append(header, "")...)
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

func writeThresholds(b *strings.Builder, s *section) {
	for i := range s.results {
		for _, j := range s.results[i].Thresholds {
			if i == 0 && j.Expression == s.results[0].Thresholds[0].Expression {
				b.WriteString("\n")
			}
			verdict := "kept  "
			if !j.Passed {
				verdict = "BROKEN"
			}
			fmt.Fprintf(b, "  promise %s  %-*s  %s (%s)\n", verdict, nameWidth(s), s.results[i].Strategy, j.Expression, text.WithHalfWidth(j.Value, j.HalfWidth))
		}
	}
}

func writeFooter(b *strings.Builder, s *section, notes *footnotes) {
	in := &s.input
	b.WriteString("\n")
	for i, note := range notes.texts {
		text.Paragraph(b, fmt.Sprintf("[%d] ", i+1), note)
	}
	n := s.results[0].Replications
	percent := text.Number(100 * in.Confidence)
	if n > 1 {
		text.Paragraph(b, "", fmt.Sprintf("± is the half-width of a %s %% interval (Student t over %d replications). \"0 in %d: p < x\": nothing was seen, and with %s %% confidence a replication shows any with a probability below x.", percent, n, n, percent))
	}
	if len(s.comparisons) > 0 {
		text.Paragraph(b, "", fmt.Sprintf("Differences are paired by replication: the same failovers, delays and queries. Their intervals hold together with %s %% confidence (Bonferroni over %d comparisons); ~ marks those that contain 0.", percent, len(s.comparisons)))
	}
	if len(in.Sources) > 0 {
		text.Paragraph(b, "", "Durations of reparents: "+strings.Join(in.Sources, "; ")+".")
	}
	for _, note := range in.Notes {
		text.Paragraph(b, "", note)
	}
	if len(in.Figures) > 0 {
		text.Paragraph(b, "", "Figures: "+strings.Join(in.Figures, ", "))
	}
}
