package overlap

import (
	"fmt"

	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/chart"
)

// newLegend returns a legend of the marks that are in the chart, with the number of each.
func newLegend(story *record.Story, drops *dropMarks) *chart.Legend {
	palette := drops.palette
	legend := &chart.Legend{Palette: palette}
	add := func(n int, label string, swatch chart.Swatch) {
		if n > 0 {
			entry := chart.LegendEntry{Label: fmt.Sprintf("%s (%d)", label, n), Swatch: swatch}
			legend.Entries = append(legend.Entries, entry)
		}
	}
	var ended [endings]int
	for i := range story.Bufferings {
		ended[endingOf(&story.Bufferings[i])]++
	}
	add(len(story.Timeline.Reparents), "outage: no primary takes writes", outageSwatch(palette))
	for e, n := range ended {
		add(n, endingLabels[e], bufferingSwatch(palette, ending(e)))
	}
	primaries, replicas := drops.count(drops.time.Covers)
	add(primaries, "dropped update of a primary", dropSwatch(palette, markDrop))
	if drops.replicas {
		add(replicas, "dropped update of a replica", dropSwatch(palette, markReplicaDrop))
	}
	return legend
}

// Widths of swatches.
const (
	barSwatchWidth  = 44 * chart.Dot
	markSwatchWidth = 20 * chart.Dot
)

func outageSwatch(palette *chart.Palette) chart.Swatch {
	return chart.Swatch{Width: barSwatchWidth, Draw: func(c draw.Canvas) {
		y := c.Center().Y
		chart.Rectangle(c, palette.Outage, c.Min.X, y-4*chart.Dot, c.Max.X, y+4*chart.Dot)
	}}
}

func dropSwatch(palette *chart.Palette, mark dropMark) chart.Swatch {
	return chart.Swatch{Width: markSwatchWidth, Draw: func(c draw.Canvas) {
		mark(c, palette, c.Center().X, c.Center().Y, 8*chart.Dot)
	}}
}

func bufferingSwatch(palette *chart.Palette, e ending) chart.Swatch {
	timedOut := 0.0
	if e == endedByTimeout {
		timedOut = 1
	}
	return chart.Swatch{Width: barSwatchWidth, Draw: func(c draw.Canvas) {
		const dot = chart.Dot
		low, high := c.Center().Y-9*dot, c.Center().Y+9*dot
		chart.Rectangle(c, e.colour(palette, timedOut), c.Min.X, low, c.Max.X, high)
		switch e {
		case unended:
			hatchUnended(c, palette, c.Min.X, low, c.Max.X, high)
		case endedByTimeout:
			chart.Rectangle(c, palette.TimeoutCap, c.Max.X-4*dot, low-2*dot, c.Max.X+dot, high+2*dot)
		}
	}}
}
