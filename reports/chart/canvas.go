package chart

import (
	"image/color"
	"image/png"
	"io"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// DPI is the resolution of PNGs, and Dot the side of their pixels.
const (
	DPI = 200
	Dot = vg.Inch / DPI
)

// Measures that all charts have in common.
const (
	Width  = 1900 * Dot
	Margin = 40 * Dot
)

// WritePNG draws on a canvas of the given size and writes it as a PNG.
func WritePNG(w io.Writer, width, height vg.Length, background color.Color, drawing func(draw.Canvas)) error {
	canvas := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(DPI), vgimg.UseBackgroundColor(background))
	drawing(draw.New(canvas))
	return png.Encode(w, canvas.Image())
}
