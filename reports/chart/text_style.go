package chart

import (
	"image/color"
	"math"
	"strings"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// CapHeight is the height of a capital letter in units of the font's size.
const CapHeight = 0.7

// TextStyle writes single lines in one font, size and colour. The fonts, Liberation Sans and Liberation Mono, are
// embedded in the program.
type TextStyle struct {
	face  font.Face
	color color.Color
}

// Sans is the style of most text.
func Sans(size vg.Length, ink color.Color) TextStyle {
	return newTextStyle(font.Font{Typeface: "Liberation", Variant: "Sans"}, size, ink)
}

// Bold is the style of titles and of what must stand out.
func Bold(size vg.Length, ink color.Color) TextStyle {
	return newTextStyle(font.Font{Typeface: "Liberation", Variant: "Sans", Weight: xfont.WeightBold}, size, ink)
}

// Mono is the style of names, such as those of shards.
func Mono(size vg.Length, ink color.Color) TextStyle {
	return newTextStyle(font.Font{Typeface: "Liberation", Variant: "Mono"}, size, ink)
}

func newTextStyle(typeface font.Font, size vg.Length, ink color.Color) TextStyle {
	return TextStyle{font.DefaultCache.Lookup(typeface, size), ink}
}

// Width returns the width of the line.
func (t TextStyle) Width(line string) vg.Length { return t.face.Width(line) }

// Fitted returns the style in a size at which the line is no wider than the limit, but not below the smallest size.
func (t TextStyle) Fitted(line string, limit, smallest vg.Length) TextStyle {
	size := t.face.Font.Size
	for t.Width(line) > limit && size > smallest {
		size = max(size-0.25, smallest)
		t = newTextStyle(t.face.Font, size, t.color)
	}
	return t
}

// Cut shortens the line at its end, with an ellipsis, so that it is no wider than the limit.
func (t TextStyle) Cut(line string, limit vg.Length) string {
	return t.shortened(line, limit, func(runes []rune, kept int) string { return string(runes[:kept]) + "…" })
}

// CutMiddle shortens a name in its middle, so that names that begin alike, such as those of a keyspace's shards,
// stay different.
func (t TextStyle) CutMiddle(name string, limit vg.Length) string {
	return t.shortened(name, limit, func(runes []rune, kept int) string {
		head := kept / 2
		return string(runes[:head]) + "…" + string(runes[len(runes)-(kept-head):])
	})
}

// shortened returns the line with as many runes kept as fit into the limit.
func (t TextStyle) shortened(line string, limit vg.Length, keep func(runes []rune, kept int) string) string {
	if t.Width(line) <= limit {
		return line
	}
	runes := []rune(line)
	low, high := 0, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if t.Width(keep(runes, middle)) <= limit {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return keep(runes, low)
}

// Wrapped breaks the line after separators so that no part is wider than the limit. A part that is too wide and has
// no separator is cut.
func (t TextStyle) Wrapped(line, separator string, limit vg.Length) []string {
	var lines []string
	current := ""
	for part := range strings.SplitAfterSeq(line, separator) {
		if current != "" && t.Width(strings.TrimSuffix(current+part, separator)) > limit {
			lines, current = append(lines, t.Cut(strings.TrimRight(current, " "), limit)), ""
		}
		current += part
	}
	return append(lines, t.Cut(current, limit))
}

// Write draws the line with its capitals centred on y. The share is that part of its width that lies left of x: with 0
// it begins at x, with 0.5 it is centred on x, with 1 it ends at x.
func (t TextStyle) Write(c draw.Canvas, x, y vg.Length, share float64, line string) {
	if line == "" {
		return
	}
	c.SetColor(t.color)
	at := vg.Point{X: x - vg.Length(share)*t.Width(line), Y: y - CapHeight/2*t.face.Font.Size}
	c.FillString(t.face, at, line)
}

// WriteUp draws the line upwards, centred on the point.
func (t TextStyle) WriteUp(c draw.Canvas, x, y vg.Length, line string) {
	c.Push()
	c.Translate(vg.Point{X: x, Y: y})
	c.Rotate(math.Pi / 2)
	t.Write(c, 0, 0, 0.5, line)
	c.Pop()
}
