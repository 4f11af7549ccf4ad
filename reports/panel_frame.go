package reports

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// panelBands shades stretches of time over the whole height, between dashed edges.
type panelBands struct {
	spans   []record.Span
	time    overlapTime
	colours *palette
}

var _ plot.Plotter = panelBands{}

// Limits of the dashed edges: where there are more, or closer ones, they would hide the bars.
const (
	panelBandsWithEdges = 24
	panelBandWithEdges  = 8 * chartDot
)

// Plot implements plot.Plotter.
func (b panelBands) Plot(c draw.Canvas, _ *plot.Plot) {
	x := b.time.place(&c)
	edge := b.edge()
	for _, s := range b.spans {
		from, to := x(s.From), x(s.To)
		if to-from < chartDot {
			continue
		}
		chartRectangle(c, b.colours.band, from, c.Min.Y, to, c.Max.Y)
		if len(b.spans) > panelBandsWithEdges || to-from < panelBandWithEdges {
			continue
		}
		for _, at := range []vg.Length{from, to} {
			if at > c.Min.X && at < c.Max.X {
				c.StrokeLine2(edge, at, c.Min.Y, at, c.Max.Y)
			}
		}
	}
}

func (b panelBands) edge() draw.LineStyle {
	return draw.LineStyle{Color: b.colours.bandEdge, Width: 1.6 * chartDot, Dashes: []vg.Length{8 * chartDot, 6 * chartDot}}
}

// sample draws a band for a legend.
func (b panelBands) sample(c draw.Canvas, at vg.Rectangle) {
	chartRectangle(c, b.colours.band, at.Min.X, at.Min.Y, at.Max.X, at.Max.Y)
	if len(b.spans) > panelBandsWithEdges {
		return
	}
	for _, x := range []vg.Length{at.Min.X, at.Max.X} {
		c.StrokeLine2(b.edge(), x, at.Min.Y, x, at.Max.Y)
	}
}

// panelGrid draws a line at each tick of the time axis.
type panelGrid struct {
	time    overlapTime
	colours *palette
}

var _ plot.Plotter = panelGrid{}

// Plot implements plot.Plotter.
func (g panelGrid) Plot(c draw.Canvas, _ *plot.Plot) {
	x := g.time.place(&c)
	style := draw.LineStyle{Color: g.colours.grid, Width: 1.5 * chartDot}
	for _, tick := range g.time.ticks() {
		at := x(tick.at)
		c.StrokeLine2(style, at, c.Min.Y, at, c.Max.Y)
	}
}

// panelInstant draws a line through the panel at one instant.
type panelInstant struct {
	at      sim.Time
	time    overlapTime
	label   string // above the panel, or none
	colours *palette
}

var _ plot.Plotter = panelInstant{}

// Plot implements plot.Plotter.
func (i panelInstant) Plot(c draw.Canvas, _ *plot.Plot) {
	at := i.time.place(&c)(i.at)
	c.StrokeLine2(draw.LineStyle{Color: i.colours.deadlock, Width: 4 * chartDot}, at, c.Min.Y, at, c.Max.Y)
	if i.label == "" {
		return
	}
	text := newChartBoldText(8, i.colours.deadlock)
	half := text.width(i.label) / 2
	text.write(c, min(max(at, c.Min.X+half), c.Max.X-half), c.Max.Y+16*chartDot, 0.5, i.label)
}

// panelTimeAxis draws the time axis below the panel.
type panelTimeAxis struct {
	time    overlapTime
	colours *palette
}

var _ plot.Plotter = panelTimeAxis{}

// Plot implements plot.Plotter.
func (a panelTimeAxis) Plot(c draw.Canvas, _ *plot.Plot) {
	x := a.time.place(&c)
	style := draw.LineStyle{Color: a.colours.axis, Width: 2 * chartDot}
	text := newChartText(chartSans, 8, a.colours.text)
	y := c.Min.Y - 8*chartDot
	c.StrokeLine2(style, c.Min.X, y, c.Max.X, y)
	for _, tick := range a.time.ticks() {
		at := x(tick.at)
		c.StrokeLine2(style, at, y, at, y-8*chartDot)
		text.write(c, at, y-24*chartDot, 0.5, tick.label)
	}
	newChartText(chartSans, 9, a.colours.text).write(c, c.Center().X, y-54*chartDot, 0.5, a.time.label())
}
