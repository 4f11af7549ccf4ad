package chart

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/sim"
)

// TimeAxisHeight is the room that a TimeAxis takes below its panel.
const TimeAxisHeight = 92 * Dot

// TimeAxis draws the axis of a time scale below the panel.
type TimeAxis struct {
	Scale   TimeScale
	Palette *Palette
}

var _ plot.Plotter = TimeAxis{}

// Plot implements plot.Plotter.
func (a TimeAxis) Plot(c draw.Canvas, _ *plot.Plot) {
	x := a.Scale.Place(&c)
	line := draw.LineStyle{Color: a.Palette.Axis, Width: 2 * Dot}
	labels := Sans(8, a.Palette.Text)
	y := c.Min.Y - 8*Dot
	c.StrokeLine2(line, c.Min.X, y, c.Max.X, y)
	for _, tick := range a.Scale.ticks() {
		at := x(tick.at)
		c.StrokeLine2(line, at, y, at, y-8*Dot)
		labels.Write(c, at, y-24*Dot, 0.5, tick.label)
	}
	Sans(9, a.Palette.Text).Write(c, c.Center().X, y-54*Dot, 0.5, a.Scale.label())
}

// TimeGrid draws a line through the panel at each tick of the time axis.
type TimeGrid struct {
	Scale   TimeScale
	Palette *Palette
}

var _ plot.Plotter = TimeGrid{}

// Plot implements plot.Plotter.
func (g TimeGrid) Plot(c draw.Canvas, _ *plot.Plot) {
	x := g.Scale.Place(&c)
	line := draw.LineStyle{Color: g.Palette.Grid, Width: 1.5 * Dot}
	for _, tick := range g.Scale.ticks() {
		at := x(tick.at)
		c.StrokeLine2(line, at, c.Min.Y, at, c.Max.Y)
	}
}

// Instant draws a line through the panel at one instant.
type Instant struct {
	At    sim.Time
	Scale TimeScale
	Label string // above the panel; "" for none
	Ink   color.Color
}

var _ plot.Plotter = Instant{}

// Plot implements plot.Plotter.
func (i Instant) Plot(c draw.Canvas, _ *plot.Plot) {
	at := i.Scale.Place(&c)(i.At)
	c.StrokeLine2(draw.LineStyle{Color: i.Ink, Width: 4 * Dot}, at, c.Min.Y, at, c.Max.Y)
	if i.Label == "" {
		return
	}
	style := Bold(8, i.Ink)
	half := style.Width(i.Label) / 2
	style.Write(c, min(max(at, c.Min.X+half), c.Max.X-half), c.Max.Y+16*Dot, 0.5, i.Label)
}
