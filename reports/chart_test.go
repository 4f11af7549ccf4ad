package reports

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"
)

func TestChartTextCut(t *testing.T) {
	style := newChartText(chartMono, 10, lightPalette.text)
	letter := style.width("x") // all letters of the font are as wide
	for _, test := range []struct {
		text        string
		letters     int
		end, middle string
	}{
		{"abcdef", 6, "abcdef", "abcdef"},
		{"abcdef", 5, "abcd…", "ab…ef"},
		{"abcdef", 4, "abc…", "a…ef"},
		{"abcdef", 1, "…", "…"},
		{"", 0, "", ""},
		{"été-Größe", 5, "été-…", "ét…ße"},
	} {
		limit := letter * (vg.Length(test.letters) + 0.01)
		if got := style.cut(test.text, limit); got != test.end {
			t.Errorf("%q cut at its end to %d letters: %q, want %q", test.text, test.letters, got, test.end)
		}
		if got := style.cutMiddle(test.text, limit); got != test.middle {
			t.Errorf("%q cut in its middle to %d letters: %q, want %q", test.text, test.letters, got, test.middle)
		}
	}
}

// A wrapped line holds every word in its order, and no line is too wide.
func TestChartTextWrapped(t *testing.T) {
	style := newChartText(chartSans, 8, lightPalette.text)
	words := strings.Fields("One dropped update of a primary and twelve of replicas and all thirty-two bufferings timed out in the end")
	whole := strings.Join(words, " ")
	longest := max(style.width("thirty-two"), style.width("bufferings"))
	for limit := longest; limit < style.width(whole)+longest; limit += longest / 3 {
		lines := style.wrapped(whole, " ", limit)
		if got := strings.Fields(strings.Join(lines, " ")); !slices.Equal(got, words) {
			t.Errorf("within %v: %q", limit, lines)
		}
		for i, line := range lines {
			if style.width(line) > limit {
				t.Errorf("within %v: the line %q is %v wide", limit, line, style.width(line))
			}
			if next := i + 1; next < len(lines) && style.width(line+" "+strings.Fields(lines[next])[0]) <= limit {
				t.Errorf("within %v: %q has room for the next word", limit, line)
			}
		}
	}
}

func TestChartTextFitted(t *testing.T) {
	style := newChartBoldText(13, lightPalette.text)
	text := "A title that is a little too long"
	for share, want := range map[vg.Length]vg.Length{1.1: 13, 1: 13, 0.9: 11.5, 0.5: 10} {
		if got := style.fitted(text, style.width(text)*share, 10).face.Font.Size; got != want {
			t.Errorf("in %v of its width: size %v, want %v", share, got, want)
		}
	}
}

// Hatching fills its rectangle evenly and stays inside; that of neighbours lies on one pattern.
func TestChartHatch(t *testing.T) {
	const spacing = vg.Length(4)
	for _, r := range []vg.Rectangle{
		{Min: vg.Point{X: 10, Y: 20}, Max: vg.Point{X: 110, Y: 26}},
		{Min: vg.Point{X: 13, Y: 20}, Max: vg.Point{X: 14, Y: 60}},
		{Min: vg.Point{X: 0.5, Y: 0}, Max: vg.Point{X: 30, Y: 3}},
	} {
		var canvas recorder.Canvas
		chartHatch(draw.NewCanvas(&canvas, 200, 200), draw.LineStyle{Color: lightPalette.hatch, Width: 1}, spacing, r.Min.X, r.Min.Y, r.Max.X, r.Max.Y)
		var points []vg.Point
		for _, action := range canvas.Actions {
			if stroke, ok := action.(*recorder.Stroke); ok {
				points = append(points, drawnPath(stroke.Path, nil).path...)
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
