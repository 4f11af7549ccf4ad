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

// newPanel returns a panel with a vertical range from zero. Its plotters place instants themselves: in
// floating-point seconds, as a plot counts, those late in a long replication would lose their nanoseconds.
func newPanel(height float64, rectangle vg.Rectangle, plotters ...plot.Plotter) panel {
	p := plot.New()
	p.HideAxes()
	p.BackgroundColor = nil
	p.X.Padding, p.Y.Padding = 0, 0
	p.Add(plotters...)
	// The ranges are set last: they are not decided by what is drawn.
	p.X.Min, p.X.Max = 0, 1
	p.Y.Min, p.Y.Max = 0, height
	return panel{p, rectangle}
}

func (p panel) draw(c draw.Canvas) {
	p.plot.Draw(draw.Canvas{Canvas: c.Canvas, Rectangle: p.rectangle})
}
