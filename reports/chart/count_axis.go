package chart

import (
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// CountAxis draws an axis of whole numbers left of the panel, with a line through the panel at each.
type CountAxis struct{ Palette *Palette }

var _ plot.Plotter = CountAxis{}

// Plot implements plot.Plotter.
func (a CountAxis) Plot(c draw.Canvas, p *plot.Plot) {
	_, y := p.Transforms(&c)
	line := draw.LineStyle{Color: a.Palette.Axis, Width: 2 * Dot}
	grid := draw.LineStyle{Color: a.Palette.Grid, Width: 1.5 * Dot}
	labels := Sans(8, a.Palette.Text)
	x := c.Min.X - 8*Dot
	c.StrokeLine2(line, x, c.Min.Y, x, c.Max.Y)
	for _, count := range roundCounts(p.Y.Max) {
		at := y(count)
		if count > 0 {
			c.StrokeLine2(grid, c.Min.X, at, c.Max.X, at)
		}
		c.StrokeLine2(line, x-8*Dot, at, x, at)
		labels.Write(c, x-14*Dot, at, 1, strconv.FormatFloat(count, 'f', 0, 64))
	}
}

// roundCounts returns at most six whole numbers, evenly spaced from zero to the highest.
func roundCounts(highest float64) []float64 {
	step := max(1, roundStep(highest/5))
	var counts []float64
	for n := 0.0; n <= highest; n += step {
		counts = append(counts, n)
	}
	return counts
}
