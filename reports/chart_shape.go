package reports

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// chartRectangle fills the rectangle between two corners.
func chartRectangle(c draw.Canvas, ink color.Color, x0, y0, x1, y1 vg.Length) {
	c.FillPolygon(ink, []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}})
}

// chartHatch strokes the rectangle with lines that rise to the right. The lines of all rectangles lie on
// one pattern, so that neighbours match.
func chartHatch(c draw.Canvas, style draw.LineStyle, spacing, x0, y0, x1, y1 vg.Length) {
	var path vg.Path
	height := y1 - y0
	first := vg.Length(int((x0-height)/spacing)) * spacing
	for x := first; x < x1; x += spacing {
		from, to := max(x, x0), min(x+height, x1)
		if from >= to {
			continue
		}
		path.Move(vg.Point{X: from, Y: y0 + from - x})
		path.Line(vg.Point{X: to, Y: y0 + to - x})
	}
	if len(path) > 0 {
		c.SetLineStyle(style)
		c.Stroke(path)
	}
}

// chartCross strokes a diagonal cross with arms of the given reach.
func chartCross(c draw.Canvas, style draw.LineStyle, x, y, reach vg.Length) {
	var path vg.Path
	path.Move(vg.Point{X: x - reach, Y: y - reach})
	path.Line(vg.Point{X: x + reach, Y: y + reach})
	path.Move(vg.Point{X: x - reach, Y: y + reach})
	path.Line(vg.Point{X: x + reach, Y: y - reach})
	c.SetLineStyle(style)
	c.Stroke(path)
}

// chartDropMark draws the mark of a dropped update of a primary: a cross that stands out of any bar. The
// smallest have no halo, which would hide the rows around.
func chartDropMark(c draw.Canvas, colours *palette, x, y, reach vg.Length) {
	if reach > 4*chartDot {
		chartCross(c, draw.LineStyle{Color: colours.halo, Width: reach * 0.95}, x, y, reach*1.25)
	}
	chartCross(c, draw.LineStyle{Color: colours.dropped, Width: reach * 0.42}, x, y, reach)
}

// chartReplicaDropMark draws the smaller mark of a dropped update of a replica.
func chartReplicaDropMark(c draw.Canvas, colours *palette, x, y, reach vg.Length) {
	chartCross(c, draw.LineStyle{Color: colours.halo, Width: reach * 0.7}, x, y, reach*0.8)
	chartCross(c, draw.LineStyle{Color: colours.droppedReplica, Width: reach * 0.35}, x, y, reach*0.65)
}
