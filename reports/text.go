package reports

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/reparentsim/reparentsim/reports/text"
)

// writeText writes the report as text: the finding first, then warnings, numbers, causes and thresholds.
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
	writeHeader(b, s)
	if s.results[0].Replications == 0 {
		b.WriteString("No replication finished; there is nothing to report.\n")
		return
	}
	for i := range s.results {
		lead := fmt.Sprintf("%-*s  ", nameWidth(s), s.results[i].Strategy)
		text.Paragraph(b, lead, headline(&s.results[i]))
	}
	for i := range s.results {
		if warning := alarm(&s.results[i], s.input.Vitess); warning != "" {
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

// writeHeader says what was simulated.
func writeHeader(b *strings.Builder, s *section) {
	in := &s.input
	title := in.Scenario
	if in.Description != "" {
		title += ": " + in.Description
	}
	text.Paragraph(b, "", title)
	n := s.results[0].Replications
	replications := text.Count(n, "replication", "replications")
	if in.Interrupted {
		replications = "PARTIAL: interrupted after " + replications
		if in.Asked > n {
			replications += fmt.Sprintf(" of %d", in.Asked)
		}
	}
	facts := []string{replications, text.Count(in.Vtgates, "vtgate", "vtgates") + " each",
		"seed " + strconv.FormatUint(in.Seed, 10), "Vitess " + in.Vitess}
	b.WriteString(strings.Join(facts, " · ") + "\n\n")
}

// nameWidth is the length of the longest name of a strategy.
func nameWidth(s *section) int {
	width := 0
	for i := range s.results {
		width = max(width, len(s.results[i].Strategy))
	}
	return width
}

func writeThresholds(b *strings.Builder, s *section) {
	for i := range s.results {
		for _, j := range s.results[i].Thresholds {
			if i == 0 && j.Expression == s.results[0].Thresholds[0].Expression {
				b.WriteString("\n")
			}
			verdict := "passed"
			if !j.Passed {
				verdict = "BROKEN"
			}
			fmt.Fprintf(b, "  threshold %s  %-*s  %s (%s)\n", verdict, nameWidth(s), s.results[i].Strategy,
				j.Expression, text.WithHalfWidth(j.Value, j.HalfWidth))
		}
	}
}

// writeFooter says how the numbers were computed and how to read them.
func writeFooter(b *strings.Builder, s *section, notes *footnotes) {
	in := &s.input
	b.WriteString("\n")
	for i, note := range notes.texts {
		text.Paragraph(b, fmt.Sprintf("[%d] ", i+1), note)
	}
	percent := text.Number(100 * in.Confidence)
	if n := s.results[0].Replications; n > 1 {
		text.Paragraph(b, "", fmt.Sprintf("± is the half-width of a %s %% interval (Student t over %d replications). "+
			"\"0 in %d: p < x\": nothing was seen in %d replications; with %s %% confidence, the probability that a "+
			"replication shows any is below x.", percent, n, n, n, percent))
	}
	if len(s.comparisons) > 0 {
		text.Paragraph(b, "", fmt.Sprintf("Differences are paired by replication, with the same failovers, delays "+
			"and queries. All their intervals together hold with %s %% confidence (Bonferroni over %d comparisons); "+
			"~ marks those that contain 0.", percent, len(s.comparisons)))
	}
	if len(in.Sources) > 0 {
		text.Paragraph(b, "", "Durations of reparents: "+strings.Join(in.Sources, "; ")+".")
	}
	for _, note := range in.Notes {
		text.Paragraph(b, "", note)
	}
	if len(in.Figures) > 0 {
		text.Paragraph(b, "", in.Drawn.note())
		text.Paragraph(b, "", "Figures: "+strings.Join(files(in.Figures), ", "))
	}
}
