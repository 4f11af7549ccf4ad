package chart

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Panel is a part of a chart: a plot that fills its rectangle to the edges. Axes and labels are plotters that draw
// beyond the edges, so that panels with equal left and right edges share a time axis to the dot.
type Panel struct {
	plot      *plot.Plot
	rectangle vg.Rectangle
}

// NewPanel returns a panel whose vertical scale goes from zero to the given height. Plotters place instants
// themselves, by a TimeScale: a plot counts in floating-point seconds, in which instants late in a long replication
// would lose their nanoseconds.
func NewPanel(height float64, rectangle vg.Rectangle, plotters ...plot.Plotter) Panel {
	p := plot.New()
	p.HideAxes()
	p.BackgroundColor = nil
	p.X.Padding, p.Y.Padding = 0, 0
	p.Add(plotters...)
	// Add widens the ranges to what the plotters hold, so they are set last.
	p.X.Min, p.X.Max = 0, 1
	p.Y.Min, p.Y.Max = 0, height
	return Panel{p, rectangle}
}

// Draw draws the panel into its rectangle of the canvas.
func (p Panel) Draw(c draw.Canvas) {
	p.plot.Draw(draw.Canvas{Canvas: c.Canvas, Rectangle: p.rectangle})
}
