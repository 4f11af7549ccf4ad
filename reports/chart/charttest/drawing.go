package charttest

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"github.com/reparentsim/reparentsim/reports/chart"
)

// Drawing is what a chart put on its canvas, in the order in which it was drawn.
type Drawing struct {
	Width, Height  vg.Length
	Fills, Strokes []Shape
	Texts          []Text
}

// Shape is a filled or stroked path with the rectangle around it.
type Shape struct {
	vg.Rectangle
	Color color.Color
	Path  []vg.Point
}

// Text is a line of text with the rectangle around it, from the descenders to the ascenders.
type Text struct {
	vg.Rectangle
	Color color.Color
	Text  string
}

// How far the fonts' descenders reach below the base line and their ascenders above it, in units of the font's size.
const (
	descent = 0.21
	ascent  = 0.74
)

// Record draws on a canvas of the given size and returns what was drawn.
func Record(width, height vg.Length, drawing func(draw.Canvas)) *Drawing {
	var canvas recorder.Canvas
	drawing(draw.NewCanvas(&canvas, width, height))
	d := &Drawing{Width: width, Height: height}
	var ink color.Color
	type place struct {
		origin vg.Point
		upward bool
	}
	var here place
	var stack []place
	for _, action := range canvas.Actions {
		switch a := action.(type) {
		case *recorder.SetColor:
			ink = a.Color
		case *recorder.Push:
			stack = append(stack, here)
		case *recorder.Pop:
			here, stack = stack[len(stack)-1], stack[:len(stack)-1]
		case *recorder.Translate:
			here.origin = here.origin.Add(a.Point)
		case *recorder.Rotate:
			here.upward = math.Abs(a.Angle-math.Pi/2) < 1e-9
		case *recorder.Fill:
			d.Fills = append(d.Fills, newShape(a.Path, ink))
		case *recorder.Stroke:
			d.Strokes = append(d.Strokes, newShape(a.Path, ink))
		case *recorder.FillString:
			d.Texts = append(d.Texts, newText(a, ink, here.origin, here.upward))
		}
	}
	return d
}

func newShape(path vg.Path, ink color.Color) Shape {
	s := Shape{Color: ink}
	for _, component := range path {
		if component.Type == vg.MoveComp || component.Type == vg.LineComp {
			s.Path = append(s.Path, component.Pos)
		}
	}
	s.Min, s.Max = s.Path[0], s.Path[0]
	for _, p := range s.Path {
		s.Min = vg.Point{X: min(s.Min.X, p.X), Y: min(s.Min.Y, p.Y)}
		s.Max = vg.Point{X: max(s.Max.X, p.X), Y: max(s.Max.Y, p.Y)}
	}
	return s
}

func newText(a *recorder.FillString, ink color.Color, origin vg.Point, upward bool) Text {
	face := font.DefaultCache.Lookup(a.Font, a.Size)
	width := face.Width(a.String)
	low, high := a.Point.Y-descent*a.Size, a.Point.Y+ascent*a.Size
	box := vg.Rectangle{Min: vg.Point{X: a.Point.X, Y: low}, Max: vg.Point{X: a.Point.X + width, Y: high}}
	if upward {
		box = vg.Rectangle{Min: vg.Point{X: -high, Y: a.Point.X}, Max: vg.Point{X: -low, Y: a.Point.X + width}}
	}
	return Text{box.Add(origin), ink, a.String}
}

// Middle returns the height of the middle of the line's capitals.
func (text Text) Middle() vg.Length {
	return text.Min.Y + (text.Max.Y-text.Min.Y)*(descent+chart.CapHeight/2)/(descent+ascent)
}

// Written returns the text that begins with the prefix. There must be exactly one.
func (d *Drawing) Written(t *testing.T, prefix string) Text {
	t.Helper()
	found := slices.DeleteFunc(slices.Clone(d.Texts), func(text Text) bool {
		return !strings.HasPrefix(text.Text, prefix)
	})
	if len(found) != 1 {
		t.Fatalf("%d texts begin with %q: %v", len(found), prefix, found)
	}
	return found[0]
}

// Within returns the fills of a colour in the row of a text, in order of time.
func (d *Drawing) Within(row Text, ink color.Color) []Shape {
	var found []Shape
	for _, s := range d.Fills {
		if s.Color == ink && s.Min.Y < row.Middle() && row.Middle() < s.Max.Y {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b Shape) int { return int(math.Copysign(1, float64(a.Min.X-b.Min.X))) })
	return found
}

// Near reports whether two lengths differ by less than two dots.
func Near(a, b vg.Length) bool { return math.Abs(float64(a-b)) < float64(2*chart.Dot) }
