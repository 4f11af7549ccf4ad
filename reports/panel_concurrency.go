package reports

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// panelConcurrency draws how many shards are in outage, and how many buffer, at once.
type panelConcurrency struct {
	outage, buffering         []overlapStep
	outagePeak, bufferingPeak int
	time                      overlapTime
	colours                   *palette
}

var _ plot.Plotter = (*panelConcurrency)(nil)

// height returns the upper end of the panel's scale: room for the peak, and above it for the legend.
func (n *panelConcurrency) height() float64 {
	return 1.3 * float64(max(n.outagePeak, n.bufferingPeak, 1))
}

// Plot implements plot.Plotter.
func (n *panelConcurrency) Plot(c draw.Canvas, p *plot.Plot) {
	outage, buffering := n.line(&c, p, n.outage), n.line(&c, p, n.buffering)
	area := append([]vg.Point{{X: c.Min.X, Y: c.Min.Y}}, outage...)
	c.FillPolygon(n.colours.outageFill, append(area, vg.Point{X: c.Max.X, Y: c.Min.Y}))
	c.StrokeLines(n.outageStyle(), outage)
	c.StrokeLines(n.bufferingStyle(), buffering)
}

func (n *panelConcurrency) outageStyle() draw.LineStyle {
	return draw.LineStyle{Color: n.colours.outage, Width: 4 * chartDot}
}

func (n *panelConcurrency) bufferingStyle() draw.LineStyle {
	return draw.LineStyle{Color: n.colours.buffering, Width: 4 * chartDot, Dashes: []vg.Length{12 * chartDot, 6 * chartDot}}
}

// line returns the line of the steps over the whole panel. Within one dot of time it keeps only
// the lowest and the highest count, which is all that can be seen. What goes on beyond the panel does not
// end at its edge.
func (n *panelConcurrency) line(c *draw.Canvas, p *plot.Plot, steps []overlapStep) []vg.Point {
	x, y := n.time.place(c), panelCounts(c, p)
	for len(steps) > 0 && steps[len(steps)-1].at > n.time.to {
		steps = steps[:len(steps)-1]
	}
	line := []vg.Point{{X: c.Min.X, Y: y(0)}}
	count := 0
	for i := 0; i < len(steps); {
		at := x(steps[i].at)
		before, low, high := count, count, count
		for ; i < len(steps) && x(steps[i].at) < at+chartDot; i++ {
			count = steps[i].count
			low, high = min(low, count), max(high, count)
		}
		line = append(line, vg.Point{X: at, Y: y(before)})
		for _, n := range []int{low, high} {
			if n != before && n != count {
				line = append(line, vg.Point{X: at, Y: y(n)})
			}
		}
		line = append(line, vg.Point{X: at, Y: y(count)})
	}
	return append(line, vg.Point{X: c.Max.X, Y: y(count)})
}

func panelCounts(c *draw.Canvas, p *plot.Plot) func(int) vg.Length {
	_, y := p.Transforms(c)
	return func(n int) vg.Length { return y(float64(n)) }
}

// panelCountAxis draws an axis of whole numbers left of the panel, with lines across it.
type panelCountAxis struct{ colours *palette }

var _ plot.Plotter = panelCountAxis{}

// Plot implements plot.Plotter.
func (a panelCountAxis) Plot(c draw.Canvas, p *plot.Plot) {
	_, y := p.Transforms(&c)
	style := draw.LineStyle{Color: a.colours.axis, Width: 2 * chartDot}
	grid := draw.LineStyle{Color: a.colours.grid, Width: 1.5 * chartDot}
	text := newChartText(chartSans, 8, a.colours.text)
	x := c.Min.X - 8*chartDot
	c.StrokeLine2(style, x, c.Min.Y, x, c.Max.Y)
	for _, tick := range (overlapCounts{}).Ticks(p.Y.Min, p.Y.Max) {
		at := y(tick.Value)
		if tick.Value > 0 {
			c.StrokeLine2(grid, c.Min.X, at, c.Max.X, at)
		}
		c.StrokeLine2(style, x-8*chartDot, at, x, at)
		text.write(c, x-14*chartDot, at, 1, tick.Label)
	}
}
