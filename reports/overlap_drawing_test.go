package reports

import (
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"github.com/reparentsim/reparentsim/model/record"
)

// drawing is what a chart put on its canvas.
type drawing struct {
	width, height  vg.Length
	fills, strokes []drawnShape
	texts          []drawnText
}

type drawnShape struct {
	vg.Rectangle
	color color.Color
	path  []vg.Point
}

type drawnText struct {
	vg.Rectangle // from the descenders to the ascenders
	color        color.Color
	text         string
	upward       bool
}

// drawn draws the story's chart on a recorder.
func drawn(t *testing.T, story *record.Story, options OverlapOptions) (*Overlap, *drawing) {
	t.Helper()
	chart, err := NewOverlap(story, options)
	if err != nil {
		t.Fatal(err)
	}
	var canvas recorder.Canvas
	d := &drawing{}
	d.width, d.height = chart.Size()
	chart.Draw(draw.NewCanvas(&canvas, d.width, d.height))
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
			d.fills = append(d.fills, drawnPath(a.Path, ink))
		case *recorder.Stroke:
			d.strokes = append(d.strokes, drawnPath(a.Path, ink))
		case *recorder.FillString:
			d.texts = append(d.texts, drawnLine(a, ink, here.origin, here.upward))
		}
	}
	return chart, d
}

func drawnPath(path vg.Path, ink color.Color) drawnShape {
	s := drawnShape{color: ink}
	for _, component := range path {
		if component.Type == vg.MoveComp || component.Type == vg.LineComp {
			s.path = append(s.path, component.Pos)
		}
	}
	s.Min, s.Max = s.path[0], s.path[0]
	for _, p := range s.path {
		s.Min = vg.Point{X: min(s.Min.X, p.X), Y: min(s.Min.Y, p.Y)}
		s.Max = vg.Point{X: max(s.Max.X, p.X), Y: max(s.Max.Y, p.Y)}
	}
	return s
}

func drawnLine(a *recorder.FillString, ink color.Color, origin vg.Point, upward bool) drawnText {
	face := font.DefaultCache.Lookup(a.Font, a.Size)
	width := face.Width(a.String)
	low, high := a.Point.Y-0.21*a.Size, a.Point.Y+0.74*a.Size
	box := vg.Rectangle{Min: vg.Point{X: a.Point.X, Y: low}, Max: vg.Point{X: a.Point.X + width, Y: high}}
	if upward {
		box = vg.Rectangle{Min: vg.Point{X: -high, Y: a.Point.X}, Max: vg.Point{X: -low, Y: a.Point.X + width}}
	}
	return drawnText{box.Add(origin), ink, a.String, upward}
}

// written returns the only text that begins so.
func (d *drawing) written(t *testing.T, prefix string) drawnText {
	t.Helper()
	found := slices.DeleteFunc(slices.Clone(d.texts), func(text drawnText) bool { return !strings.HasPrefix(text.text, prefix) })
	if len(found) != 1 {
		t.Fatalf("%d texts begin with %q: %v", len(found), prefix, found)
	}
	return found[0]
}

// middle returns the height of the middle of its capitals.
func (text drawnText) middle() vg.Length {
	return text.Min.Y + (text.Max.Y-text.Min.Y)*(0.21+chartCapHeight/2)/(0.21+0.74)
}

// within returns the fills of a colour at the height of a text, in the order of time: what is in its row.
// The legend's samples are not: they lie above.
func (d *drawing) within(row drawnText, ink color.Color) []drawnShape {
	var found []drawnShape
	for _, s := range d.fills {
		if s.color == ink && s.Min.Y < row.middle() && row.middle() < s.Max.Y {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b drawnShape) int { return int(math.Copysign(1, float64(a.Min.X-b.Min.X))) })
	return found
}

// axis returns the labels of the time axis from the left, and the place of an instant as a reader finds it:
// between those labels. It is for axes in seconds.
func (d *drawing) axis(t *testing.T) (labels []drawnText, at func(time.Duration) vg.Length) {
	t.Helper()
	title := d.written(t, "simulated time")
	for _, text := range d.texts {
		if text.Min.Y > title.Max.Y && text.Max.Y < title.Max.Y+40*chartDot && text.Min.X >= d.written(t, "shards at once").Max.X+30*chartDot {
			labels = append(labels, text)
		}
	}
	if len(labels) < 2 {
		t.Fatalf("a time axis with the labels %v", labels)
	}
	value := func(i int) float64 {
		v, err := strconv.ParseFloat(labels[i].text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	middle := func(i int) vg.Length { return (labels[i].Min.X + labels[i].Max.X) / 2 }
	last := len(labels) - 1
	perSecond := (middle(last) - middle(0)) / vg.Length(value(last)-value(0))
	return labels, func(instant time.Duration) vg.Length {
		return middle(0) + perSecond*vg.Length(instant.Seconds()-value(0))
	}
}

// near reports whether two lengths differ by less than two pixels.
func near(a, b vg.Length) bool { return math.Abs(float64(a-b)) < float64(2*chartDot) }
