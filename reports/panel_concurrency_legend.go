package reports

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// panelConcurrencyLegend writes what the lines and the bands are into the headroom above the lines.
type panelConcurrencyLegend struct {
	lines *panelConcurrency
	bands panelBands
}

var _ plot.Plotter = panelConcurrencyLegend{}

// Plot implements plot.Plotter. Each entry lies on a ground that keeps other lines away.
func (l panelConcurrencyLegend) Plot(c draw.Canvas, _ *plot.Plot) {
	const swatch, gap, reach = 48 * chartDot, 12 * chartDot, 16 * chartDot
	colours := l.lines.colours
	text := newChartText(chartSans, 7.5, colours.text)
	x, y := c.Min.X+12*chartDot, c.Max.Y-28*chartDot
	stroke := func(style draw.LineStyle) func() {
		return func() { c.StrokeLine2(style, x, y, x+swatch, y) }
	}
	entries := []struct {
		label  string
		sample func()
	}{
		{fmt.Sprintf("in outage, peak %d", l.lines.outagePeak), stroke(l.lines.outageStyle())},
		{fmt.Sprintf("buffering, peak %d", l.lines.bufferingPeak), stroke(l.lines.bufferingStyle())},
		{"any shard in outage", func() {
			l.bands.sample(c, vg.Rectangle{Min: vg.Point{X: x, Y: y - 12*chartDot}, Max: vg.Point{X: x + swatch, Y: y + 12*chartDot}})
		}},
	}
	if len(l.bands.spans) == 0 {
		entries = entries[:2]
	}
	for _, entry := range entries {
		end := x + swatch + gap + text.width(entry.label)
		chartRectangle(c, colours.background, x-6*chartDot, y-reach, end+6*chartDot, y+reach)
		entry.sample()
		text.write(c, x+swatch+gap, y, 0, entry.label)
		x = end + 40*chartDot
	}
}
