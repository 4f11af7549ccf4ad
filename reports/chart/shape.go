package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Rectangle fills the rectangle between two corners.
func Rectangle(c draw.Canvas, ink color.Color, x0, y0, x1, y1 vg.Length) {
	c.FillPolygon(ink, []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}})
}

// Hatch strokes the rectangle with lines that rise to the right. The lines of all rectangles lie on one pattern, so
// that those of neighbours meet.
func Hatch(c draw.Canvas, style draw.LineStyle, spacing, x0, y0, x1, y1 vg.Length) {
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

// Cross strokes a diagonal cross. Its arms reach as far from the centre in x and in y.
func Cross(c draw.Canvas, style draw.LineStyle, x, y, reach vg.Length) {
	var path vg.Path
	path.Move(vg.Point{X: x - reach, Y: y - reach})
	path.Line(vg.Point{X: x + reach, Y: y + reach})
	path.Move(vg.Point{X: x - reach, Y: y + reach})
	path.Line(vg.Point{X: x + reach, Y: y - reach})
	c.SetLineStyle(style)
	c.Stroke(path)
}
