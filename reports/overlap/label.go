package overlap

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/reports/chart"
)

// rowLabels names every n-th row left of the panel.
type rowLabels struct {
	rows    []row
	density density
	limit   vg.Length // of their width
	palette *chart.Palette
}

var _ plot.Plotter = (*rowLabels)(nil)

// labelGap is the space between labels and the panel.
const labelGap = 10 * chart.Dot

// Plot implements plot.Plotter.
func (l *rowLabels) Plot(c draw.Canvas, _ *plot.Plot) {
	style := l.style()
	line := draw.LineStyle{Color: l.palette.Axis, Width: 1.5 * chart.Dot}
	for i := 0; i < len(l.rows); i += l.density.labelEvery {
		y := c.Max.Y - (vg.Length(i)+0.5)*l.density.row
		style.Write(c, c.Min.X-labelGap, y, 1, style.CutMiddle(l.rows[i].name, l.limit))
		if l.density.labelEvery > 1 {
			c.StrokeLine2(line, c.Min.X-7*chart.Dot, y, c.Min.X-chart.Dot, y)
		}
	}
}

func (l *rowLabels) style() chart.TextStyle { return chart.Mono(l.density.label, l.palette.Text) }

// width returns the width of the longest label.
func (l *rowLabels) width() vg.Length {
	style, longest := l.style(), vg.Length(0)
	for i := 0; i < len(l.rows); i += l.density.labelEvery {
		longest = max(longest, style.Width(l.rows[i].name))
	}
	return min(longest, l.limit)
}

// notice is a line of text in the middle of an empty panel.
type notice struct {
	line    string
	palette *chart.Palette
}

var _ plot.Plotter = notice{}

// Plot implements plot.Plotter.
func (n notice) Plot(c draw.Canvas, _ *plot.Plot) {
	chart.Sans(10, n.palette.TextSoft).Write(c, c.Center().X, c.Center().Y, 0.5, n.line)
}
