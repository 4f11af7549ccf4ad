package cost

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/reparentsim/reparentsim/reports/text"
)

// WriteText writes the costs as text, with a table for each pattern.
func (t *Table) WriteText(w io.Writer) error {
	var b strings.Builder
	text.Paragraph(&b, "", "What real Go queues cost on this machine ("+t.Machine+")")
	for i := range t.Rows {
		r := &t.Rows[i]
		if i == 0 || t.Rows[i-1].Pattern != r.Pattern {
			b.WriteString("\n")
			text.Paragraph(&b, "", fmt.Sprintf("%s consumer, %s producer: %s", r.Consumer, r.Producer, r.Pattern))
			t.patternTable(r.Consumer, r.Producer).Write(&b)
		}
	}
	if len(t.HandOvers) > 0 {
		b.WriteString("\nbetween two goroutines, each as fast as it can\n")
		table := &text.Table{}
		table.Add("", "ns/update", "lost %")
		for _, h := range t.HandOvers {
			table.Add(h.Strategy, text.WithHalfWidth(h.Time.Mean, h.Time.HalfWidth), text.Number(100*h.LostShare))
		}
		table.Write(&b)
	}
	if len(t.Rows) > 0 {
		b.WriteString("\n")
		text.Paragraph(&b, "", t.explanation())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *Table) patternTable(consumer, producer string) *text.Table {
	table := &text.Table{}
	table.Add("", "ns/update", "allocs/update", "B/update", "simulated", "held B", "simulated", "lost %", "replaced %")
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Consumer != consumer || r.Producer != producer {
			continue
		}
		simulatedBytes, simulatedHeld := "-", "-"
		if r.Simulated {
			simulatedBytes, simulatedHeld = bytesNumber(r.SimulatedBytes), bytesNumber(r.SimulatedHeld)
		}
		percent := func(n int) string { return text.Number(100 * float64(n) / float64(r.Updates)) }
		table.Add(r.Strategy, text.WithHalfWidth(r.Time.Mean, r.Time.HalfWidth),
			strconv.FormatFloat(r.AllocationsPerUpdate, 'f', 3, 64), bytesNumber(r.BytesPerUpdate), simulatedBytes,
			bytesNumber(r.HeldBytes), simulatedHeld, percent(r.Lost), percent(r.Coalesced))
	}
	return table
}

// bytesNumber formats a number of bytes. Per update it is often less than one.
func bytesNumber(bytes float64) string {
	if bytes < 100 {
		return strconv.FormatFloat(bytes, 'f', 2, 64)
	}
	return strconv.FormatFloat(bytes, 'f', 0, 64)
}

// confidence formats the confidence of the intervals.
func (t *Table) confidence() string { return text.Number(100*t.Confidence) + " %" }

// explanation says how the figures were measured.
func (t *Table) explanation() string {
	return fmt.Sprintf("Each queue handles %d updates. ± is the half-width of a %s interval (Student t over %d "+
		"repetitions, each the fastest of five runs). The time is that of one goroutine offering and taking, "+
		"including the creation of the queue. Bytes are those of the queue's storage without the updates: allocated "+
		"in total (TotalAlloc over many instances, with the garbage collector off), and held when the queue is "+
		"fullest (after a collection); they are the same each time. The \"simulated\" columns are the account of the "+
		"simulator's strategies of the same names.", t.Rows[0].Updates, t.confidence(), t.Rows[0].Time.N)
}
