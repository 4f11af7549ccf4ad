package overlap

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/reports/chart"
)

// concurrencyLegend explains the lines and the bands, in the headroom above the lines.
type concurrencyLegend struct {
	lines *concurrency
	bands chart.Bands
}

var _ plot.Plotter = concurrencyLegend{}

// Plot implements plot.Plotter. Each entry has a background that covers the grid and the bands.
func (l concurrencyLegend) Plot(c draw.Canvas, _ *plot.Plot) {
	const dot = chart.Dot
	const swatch, gap, reach = 48 * dot, 12 * dot, 16 * dot
	palette := l.lines.palette
	style := chart.Sans(7.5, palette.Text)
	x, y := c.Min.X+12*dot, c.Max.Y-28*dot
	stroke := func(line draw.LineStyle) func() {
		return func() { c.StrokeLine2(line, x, y, x+swatch, y) }
	}
	entries := []struct {
		label  string
		sample func()
	}{
		{fmt.Sprintf("in outage, peak %d", l.lines.outagePeak), stroke(l.lines.outageStyle())},
		{fmt.Sprintf("buffering, peak %d", l.lines.bufferingPeak), stroke(l.lines.bufferingStyle())},
		{"any shard in outage", func() {
			l.bands.Sample(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
				Min: vg.Point{X: x, Y: y - 12*dot}, Max: vg.Point{X: x + swatch, Y: y + 12*dot}}})
		}},
	}
	if len(l.bands.Spans) == 0 {
		entries = entries[:2]
	}
	for _, entry := range entries {
		end := x + swatch + gap + style.Width(entry.label)
		chart.Rectangle(c, palette.Background, x-6*dot, y-reach, end+6*dot, y+reach)
		entry.sample()
		style.Write(c, x+swatch+gap, y, 0, entry.label)
		x = end + 40*dot
	}
}
