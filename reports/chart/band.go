package chart

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/cluster"
)

// Bands shades stretches of time over the whole height of a panel, between dashed edges.
type Bands struct {
	Spans   []cluster.Span
	Scale   TimeScale
	Palette *Palette
}

var _ plot.Plotter = Bands{}

// Limits of the dashed edges. More of them, or edges closer together, would hide the bars.
const (
	mostBandsWithEdges     = 24
	narrowestBandWithEdges = 8 * Dot
)

// Plot implements plot.Plotter.
func (b Bands) Plot(c draw.Canvas, _ *plot.Plot) {
	x := b.Scale.Place(&c)
	edge := b.edge()
	for _, s := range b.Spans {
		from, to := x(s.From), x(s.To)
		if to-from < Dot {
			continue
		}
		Rectangle(c, b.Palette.Band, from, c.Min.Y, to, c.Max.Y)
		if len(b.Spans) > mostBandsWithEdges || to-from < narrowestBandWithEdges {
			continue
		}
		for _, at := range []vg.Length{from, to} {
			if at > c.Min.X && at < c.Max.X {
				c.StrokeLine2(edge, at, c.Min.Y, at, c.Max.Y)
			}
		}
	}
}

func (b Bands) edge() draw.LineStyle {
	return draw.LineStyle{Color: b.Palette.BandEdge, Width: 1.6 * Dot, Dashes: []vg.Length{8 * Dot, 6 * Dot}}
}

// Sample draws a band that fills the canvas, for a legend.
func (b Bands) Sample(c draw.Canvas) {
	Rectangle(c, b.Palette.Band, c.Min.X, c.Min.Y, c.Max.X, c.Max.Y)
	if len(b.Spans) > mostBandsWithEdges {
		return
	}
	for _, x := range []vg.Length{c.Min.X, c.Max.X} {
		c.StrokeLine2(b.edge(), x, c.Min.Y, x, c.Max.Y)
	}
}
