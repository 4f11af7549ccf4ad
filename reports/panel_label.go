package reports

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// panelRowLabels names every n-th row left of the panel.
type panelRowLabels struct {
	rows    []overlapRow
	density overlapDensity
	limit   vg.Length // of their width
	colours *palette
}

var _ plot.Plotter = (*panelRowLabels)(nil)

// panelLabelGap is the space between labels and the panel.
const panelLabelGap = 10 * chartDot

// Plot implements plot.Plotter.
func (l *panelRowLabels) Plot(c draw.Canvas, _ *plot.Plot) {
	text := l.text()
	for i := 0; i < len(l.rows); i += l.density.labelEvery {
		y := c.Max.Y - (vg.Length(i)+0.5)*l.density.row
		text.write(c, c.Min.X-panelLabelGap, y, 1, text.cutMiddle(l.rows[i].name, l.limit))
		if l.density.labelEvery > 1 {
			c.StrokeLine2(draw.LineStyle{Color: l.colours.axis, Width: 1.5 * chartDot}, c.Min.X-7*chartDot, y, c.Min.X-chartDot, y)
		}
	}
}

func (l *panelRowLabels) text() chartText {
	return newChartText(chartMono, l.density.label, l.colours.text)
}

// width returns the width of the longest label.
func (l *panelRowLabels) width() vg.Length {
	text, longest := l.text(), vg.Length(0)
	for i := 0; i < len(l.rows); i += l.density.labelEvery {
		longest = max(longest, text.width(l.rows[i].name))
	}
	return min(longest, l.limit)
}

// panelNotice writes a line into the middle of an empty panel.
type panelNotice struct {
	text    string
	colours *palette
}

var _ plot.Plotter = panelNotice{}

// Plot implements plot.Plotter.
func (n panelNotice) Plot(c draw.Canvas, _ *plot.Plot) {
	newChartText(chartSans, 10, n.colours.textSoft).write(c, c.Center().X, c.Center().Y, 0.5, n.text)
}
