package charttest

import (
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/reports/chart"
)

// CheckReadable fails the test if anything lies outside the canvas or at no place at all (NaN), or if lines of text
// overlap.
func (d *Drawing) CheckReadable(t *testing.T) {
	t.Helper()
	const slack = chart.Dot / 100 // for the rounding of sums
	outside := func(r vg.Rectangle) bool {
		inside := r.Min.X >= -slack && r.Min.Y >= -slack && r.Max.X <= d.Width+slack && r.Max.Y <= d.Height+slack
		return !inside // true for NaN as well
	}
	for _, shape := range append(d.Fills[:len(d.Fills):len(d.Fills)], d.Strokes...) {
		for _, p := range shape.Path {
			if outside(vg.Rectangle{Min: p, Max: p}) {
				t.Errorf("a shape of colour %v reaches %v, outside the canvas of %v by %v",
					shape.Color, p, d.Width, d.Height)
				break
			}
		}
	}
	for i, text := range d.Texts {
		if outside(text.Rectangle) {
			t.Errorf("the text %q at %v lies outside the canvas of %v by %v",
				text.Text, text.Rectangle, d.Width, d.Height)
		}
		for _, other := range d.Texts[:i] {
			if overlap(text.Rectangle, other.Rectangle) {
				t.Errorf("the texts %q and %q overlap", text.Text, other.Text)
			}
		}
	}
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}
