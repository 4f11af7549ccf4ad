package reports

import (
	"image/color"
	"math"
	"strings"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Charts are drawn on a grid of dots, the pixels of the PNG: what must be crisp lies on whole dots.
const (
	chartDPI = 200
	chartDot = vg.Inch / chartDPI
)

// The fonts of charts; both are embedded in the program.
const (
	chartSans = font.Variant("Sans")
	chartMono = font.Variant("Mono")
)

// chartCapHeight is the height of a capital letter in units of the font's size.
const chartCapHeight = 0.7

// chartText writes single lines in one font and colour.
type chartText struct {
	face  font.Face
	color color.Color
}

func newChartText(variant font.Variant, size vg.Length, ink color.Color) chartText {
	return chartTextOf(font.Font{Typeface: "Liberation", Variant: variant}, size, ink)
}

func newChartBoldText(size vg.Length, ink color.Color) chartText {
	return chartTextOf(font.Font{Typeface: "Liberation", Variant: chartSans, Weight: xfont.WeightBold}, size, ink)
}

func chartTextOf(typeface font.Font, size vg.Length, ink color.Color) chartText {
	return chartText{font.DefaultCache.Lookup(typeface, size), ink}
}

func (t chartText) width(text string) vg.Length { return t.face.Width(text) }

// fitted returns the text style shrunk, but not below the smallest size, until the line is no wider than
// the limit.
func (t chartText) fitted(text string, limit, smallest vg.Length) chartText {
	size := t.face.Font.Size
	for t.width(text) > limit && size > smallest {
		size = max(size-0.25, smallest)
		t = chartTextOf(t.face.Font, size, t.color)
	}
	return t
}

// cut shortens the line at its end, with an ellipsis, so that it is no wider than the limit.
func (t chartText) cut(text string, limit vg.Length) string {
	return t.shortened(text, limit, func(runes []rune, kept int) string { return string(runes[:kept]) + "…" })
}

// cutMiddle shortens a name in its middle: names that begin alike, such as those of a keyspace's shards,
// stay different.
func (t chartText) cutMiddle(text string, limit vg.Length) string {
	return t.shortened(text, limit, func(runes []rune, kept int) string {
		head := kept / 2
		return string(runes[:head]) + "…" + string(runes[len(runes)-(kept-head):])
	})
}

// shortened returns the text with the most runes kept that fit into the limit.
func (t chartText) shortened(text string, limit vg.Length, keep func(runes []rune, kept int) string) string {
	if t.width(text) <= limit {
		return text
	}
	runes := []rune(text)
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if t.width(keep(runes, middle)) <= limit {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return keep(runes, low)
}

// wrapped breaks the line after separators so that no part is wider than the limit; a part without a
// separator that is wider is cut.
func (t chartText) wrapped(text, separator string, limit vg.Length) []string {
	var lines []string
	line := ""
	for part := range strings.SplitAfterSeq(text, separator) {
		if line != "" && t.width(strings.TrimSuffix(line+part, separator)) > limit {
			lines, line = append(lines, t.cut(strings.TrimRight(line, " "), limit)), ""
		}
		line += part
	}
	return append(lines, t.cut(line, limit))
}

// write puts the line with its capitals centred on y and the share of its width left of x: 0 begins at
// x, 0.5 is centred, 1 ends there.
func (t chartText) write(c draw.Canvas, x, y vg.Length, share float64, text string) {
	if text == "" {
		return
	}
	c.SetColor(t.color)
	c.FillString(t.face, vg.Point{X: x - vg.Length(share)*t.width(text), Y: y - chartCapHeight/2*t.face.Font.Size}, text)
}

// writeUp puts the line, read from below, centred on the point.
func (t chartText) writeUp(c draw.Canvas, x, y vg.Length, text string) {
	c.Push()
	c.Translate(vg.Point{X: x, Y: y})
	c.Rotate(math.Pi / 2)
	t.write(c, 0, 0, 0.5, text)
	c.Pop()
}
