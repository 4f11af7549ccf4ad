package reports

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// panel is a part of a chart: a plot that fills its rectangle to the edges. Axes and labels are plotters
// that draw beyond the edges, so that panels with equal left and right edges share a time axis to the dot.
type panel struct {
	plot      *plot.Plot
	rectangle vg.Rectangle
}

// newPanel returns a panel of the time range and of a vertical range from zero.
func newPanel(span overlapTime, height float64, rectangle vg.Rectangle, plotters ...plot.Plotter) panel {
	p := plot.New()
	p.HideAxes()
	p.BackgroundColor = nil
	p.X.Padding, p.Y.Padding = 0, 0
	p.Add(plotters...)
	// The ranges are set last: they are decided for all panels, not by what is drawn in one.
	p.X.Min, p.X.Max = span.from.Seconds(), span.to.Seconds()
	p.Y.Min, p.Y.Max = 0, height
	return panel{p, rectangle}
}

func (p panel) draw(c draw.Canvas) {
	p.plot.Draw(draw.Canvas{Canvas: c.Canvas, Rectangle: p.rectangle})
}
