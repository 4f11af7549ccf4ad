package chart

import (
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

// A legend keeps its entries in their order and inside its place, on as many lines as its height says.
func TestLegend(t *testing.T) {
	legend := Legend{Palette: Light.Palette()}
	var want []string
	for i, label := range strings.Fields("outage buffering timeout resharding dropped deadlock") {
		want = append(want, label)
		swatch := Swatch{Width: vg.Length(20+i) * Dot, Draw: func(c draw.Canvas) {
			Rectangle(c, Light.Palette().Outage, c.Min.X, c.Min.Y, c.Max.X, c.Max.Y)
		}}
		legend.Entries = append(legend.Entries, LegendEntry{label, swatch})
	}
	if height := (&Legend{Palette: Light.Palette()}).Height(100); height != 0 {
		t.Errorf("an empty legend is %v high", height)
	}
	before := vg.Length(0)
	for _, width := range []vg.Length{2000 * Dot, 600 * Dot, 400 * Dot, 250 * Dot} {
		height := legend.Height(width)
		if height < before {
			t.Errorf("%v wide, the legend is %v high, and %v where it is wider", width, height, before)
		}
		before = height
		var canvas recorder.Canvas
		legend.Draw(draw.NewCanvas(&canvas, width, height))
		var got []string
		for _, action := range canvas.Actions {
			switch a := action.(type) {
			case *recorder.FillString:
				got = append(got, a.String)
				end := a.Point.X + legend.style().Width(a.String)
				if a.Point.X < 0 || end > width || a.Point.Y < 0 || a.Point.Y > height {
					t.Errorf("%v by %v: %q from %v to %v", width, height, a.String, a.Point, end)
				}
			case *recorder.Fill:
				for _, corner := range a.Path {
					if p := corner.Pos; p.X < 0 || p.X > width || p.Y < -1e-9 || p.Y > height+1e-9 {
						t.Errorf("%v by %v: a swatch reaches %v", width, height, p)
					}
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v wide: the entries are %q, want %q", width, got, want)
		}
	}
	if before <= legend.Height(2000*Dot) {
		t.Error("the narrow legend has no more lines than the wide one")
	}
}

func TestRoundCounts(t *testing.T) {
	for highest, want := range map[float64][]float64{
		1.3: {0, 1}, 4: {0, 1, 2, 3, 4}, 10.4: {0, 5, 10}, 41.6: {0, 10, 20, 30, 40}, 1331.2: {0, 500, 1000},
	} {
		if got := roundCounts(highest); !slices.Equal(got, want) {
			t.Errorf("up to %v: %v, want %v", highest, got, want)
		}
	}
	for highest := 1.0; highest < 1e7; highest *= 1.07 {
		if got := roundCounts(highest); len(got) < 2 || len(got) > 6 {
			t.Errorf("up to %v: %v", highest, got)
		}
	}
}
