package chart

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Legend explains a chart's marks, in lines as wide as its place allows.
type Legend struct {
	Entries []LegendEntry
	Palette *Palette
}

// LegendEntry explains one mark.
type LegendEntry struct {
	Label  string
	Swatch Swatch
}

// Swatch is a sample of a mark. Draw gets a canvas of the swatch's width and the height of a line.
type Swatch struct {
	Width vg.Length
	Draw  func(draw.Canvas)
}

// Measures of a legend.
const (
	legendLine  = 40 * Dot
	legendGap   = 12 * Dot // between a swatch and its label
	legendSpace = 34 * Dot // between entries
)

func (l *Legend) style() TextStyle { return Sans(7.5, l.Palette.Text) }

// Height returns the room that the legend takes within a width.
func (l *Legend) Height(width vg.Length) vg.Length {
	return vg.Length(len(l.lines(width))) * legendLine
}

// lines breaks the entries into lines of at most the given width.
func (l *Legend) lines(width vg.Length) [][]LegendEntry {
	var lines [][]LegendEntry
	style, x := l.style(), width
	for _, entry := range l.Entries {
		length := entry.Swatch.Width + legendGap + style.Width(entry.Label)
		if x+length > width {
			lines, x = append(lines, nil), 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], entry)
		x += length + legendSpace
	}
	return lines
}

// Draw draws the legend in lines from the top of the canvas.
func (l *Legend) Draw(c draw.Canvas) {
	style := l.style()
	for i, line := range l.lines(c.Max.X - c.Min.X) {
		x, y := c.Min.X, c.Max.Y-(vg.Length(i)+0.5)*legendLine
		for _, entry := range line {
			entry.Swatch.Draw(draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
				Min: vg.Point{X: x, Y: y - legendLine/2},
				Max: vg.Point{X: x + entry.Swatch.Width, Y: y + legendLine/2}}})
			x += entry.Swatch.Width + legendGap
			style.Write(c, x, y, 0, entry.Label)
			x += style.Width(entry.Label) + legendSpace
		}
	}
}
