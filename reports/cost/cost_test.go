package cost

import (
	"bytes"
	"encoding/json"
	"image/png"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/notify/real"
	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/reports/chart/charttest"
)

// measured returns a table of fixed numbers.
func measured(patterns ...int) *Table {
	table := &Table{Machine: "a machine", Confidence: 0.95}
	for _, p := range patterns {
		pattern := &real.Patterns[p]
		for s, strategy := range real.Strategies {
			measured := real.Measurement{Strategy: strategy.Name, Pattern: pattern, Lost: 100 * s, Coalesced: 50,
				Allocations: 5000, AllocatedBytes: float64(100_000 * (s + 1)), HeldBytes: 8,
				NanosecondsPerItem: []float64{40, 41 + float64(s), 42}}
			table.Rows = append(table.Rows, NewRow(&measured, 0.95))
		}
	}
	handOver := real.HandOver{Strategy: "cap2", LostShare: 0.5, NanosecondsPerItem: []float64{50, 52}}
	table.HandOvers = append(table.HandOvers, NewHandOver(&handOver, 0.95))
	return table
}

func TestText(t *testing.T) {
	var text bytes.Buffer
	if err := measured(0, 3).WriteText(&text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"a machine",
		"fast consumer, steady producer: each update is taken before the next one comes\n",
		"slow consumer, burst producer: all updates come before the first is taken\n",
		"  cap2               41.0 ± 2.5          0.500     10.00       0.01    8.00        128       0         0.5\n",
		"  latest-per-tablet  42.7 ± 7.6          0.500     60.00          -    8.00          -       5         0.5\n",
		"between two goroutines", "  cap2    51 ± 13      50\n", "95 % interval (Student t over 3",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, text.String())
		}
	}
}

func TestJSON(t *testing.T) {
	var text bytes.Buffer
	if err := measured(1).WriteJSON(&text); err != nil {
		t.Fatal(err)
	}
	var document struct {
		Schema  string
		Results []struct {
			Strategy                   string
			Ns_per_update              struct{ Mean, Half_width float64 }
			Bytes_per_update           float64
			Simulated_bytes_per_update *float64
		}
	}
	if err := json.Unmarshal(text.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	if document.Schema != schema || len(document.Results) != len(real.Strategies) {
		t.Fatalf("schema %q, %d results", document.Schema, len(document.Results))
	}
	first, last := document.Results[0], document.Results[len(document.Results)-1]
	if first.Strategy != "cap2" || first.Ns_per_update.Mean != 41 || first.Bytes_per_update != 10 ||
		first.Simulated_bytes_per_update == nil || last.Simulated_bytes_per_update != nil {
		t.Errorf("the first result is %+v, the last %+v", first, last)
	}
}

// The title says what the numbers say, whichever consumers were measured.
func TestChartTitles(t *testing.T) {
	for _, c := range []struct {
		patterns []int
		want     string
	}{
		{[]int{0, 1, 2, 3},
			"With a slow consumer, an unbounded slice allocates 40 B per update, a channel of 64k 30 B"},
		{[]int{2, 3}, "With a slow consumer, an unbounded slice allocates 40 B per update, a channel of 64k 30 B"},
		{[]int{0, 1}, "With a fast consumer, an update costs 42 ns in an unbounded slice, 41 ns in a channel of 2"},
		{[]int{1}, "What real Go queues cost"},
	} {
		if title := newChart(measured(c.patterns...), chart.Light).title(); title != c.want {
			t.Errorf("patterns %v: %q, want %q", c.patterns, title, c.want)
		}
	}
}

// Everything lies on the canvas, no texts overlap, and the same numbers give the same bytes.
func TestChartOnItsCanvas(t *testing.T) {
	for _, patterns := range [][]int{{0}, {0, 1, 2, 3}} {
		c := newChart(measured(patterns...), chart.Dark)
		d := charttest.Record(chart.Width, c.height, c.draw)
		d.CheckReadable(t)
		// A name per strategy, two numbers per row, losses, title, subtitle, headings, legend.
		if want := len(real.Strategies) * (1 + 2*len(patterns)); len(d.Texts) < want {
			t.Errorf("%d texts, want at least %d", len(d.Texts), want)
		}
	}
	var picture, again bytes.Buffer
	if err := measured(0, 1, 2, 3).WritePNG(&picture); err != nil {
		t.Fatal(err)
	}
	if err := measured(0, 1, 2, 3).WritePNG(&again); err != nil || !bytes.Equal(picture.Bytes(), again.Bytes()) {
		t.Errorf("the same costs are drawn in two ways (%v)", err)
	}
	config, err := png.DecodeConfig(&picture)
	if err != nil || config.Width < 1200 || config.Height < 700 {
		t.Errorf("the chart is %d by %d (%v)", config.Width, config.Height, err)
	}
}
