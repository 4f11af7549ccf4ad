package chart

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// Hatching fills its rectangle evenly and stays inside it. The lines of all rectangles lie on one pattern.
func TestHatch(t *testing.T) {
	const spacing = vg.Length(4)
	for _, r := range []vg.Rectangle{
		{Min: vg.Point{X: 10, Y: 20}, Max: vg.Point{X: 110, Y: 26}},
		{Min: vg.Point{X: 13, Y: 20}, Max: vg.Point{X: 14, Y: 60}},
		{Min: vg.Point{X: 0.5, Y: 0}, Max: vg.Point{X: 30, Y: 3}},
	} {
		var canvas recorder.Canvas
		Hatch(draw.NewCanvas(&canvas, 200, 200), draw.LineStyle{Color: lightPalette.Hatch, Width: 1},
			spacing, r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
		var points []vg.Point
		for _, action := range canvas.Actions {
			if stroke, ok := action.(*recorder.Stroke); ok {
				for _, component := range stroke.Path {
					points = append(points, component.Pos)
				}
			}
		}
		lines := len(points) / 2
		if want := float64((r.Size().X + r.Size().Y) / spacing); math.Abs(float64(lines)-want) > 1 {
			t.Errorf("%v: %d lines, want about %.1f", r, lines, want)
		}
		for i, p := range points {
			const slack = 1e-9
			if p.X < r.Min.X-slack || p.X > r.Max.X+slack || p.Y < r.Min.Y-slack || p.Y > r.Max.Y+slack {
				t.Errorf("%v: the point %v lies outside", r, p)
			}
			phase := math.Mod(float64((p.X-p.Y+r.Min.Y)/spacing)+1000, 1)
			if min(phase, 1-phase) > 1e-6 {
				t.Errorf("%v: point %d, %v, lies %.3f off the pattern", r, i, p, phase)
			}
		}
	}
}
