package reports

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/sim"
)

// panelRows draws a row for each shard: pale bars for bufferings, thin dark ones for outages inside them.
// Row 0 is on top.
type panelRows struct {
	rows    []overlapRow
	density overlapDensity
	time    overlapTime
	colours *palette
}

var _ plot.Plotter = (*panelRows)(nil)

// Plot implements plot.Plotter. Time-outs are drawn after the other bars: where rows are as thin as dots,
// they are what must be seen.
func (r *panelRows) Plot(c draw.Canvas, _ *plot.Plot) {
	x := r.time.place(&c)
	for i := range r.rows {
		for _, b := range r.rows[i].bufferings {
			if b.ending != endedByTimeout {
				r.bar(c, x, i, b)
			}
		}
	}
	for i := range r.rows {
		for _, b := range r.rows[i].bufferings {
			if b.ending == endedByTimeout {
				r.bar(c, x, i, b)
			}
		}
	}
	for i := range r.rows {
		low, high := r.edges(&c, i, r.density.outage)
		for _, s := range r.rows[i].outages {
			from, to := panelVisible(x(s.From), x(s.To))
			chartRectangle(c, r.colours.outage, from, low, to, high)
		}
	}
	for i := range r.rows {
		for _, b := range r.rows[i].bufferings {
			if b.ending == endedByTimeout && b.To <= r.time.to {
				low, high := r.edges(&c, i, r.density.endCap)
				chartRectangle(c, r.colours.timeoutCap, x(b.To)-r.density.capWidth, low, x(b.To)+chartDot, high)
			}
		}
	}
}

// panelVisible widens a bar that is too short to be seen.
func panelVisible(from, to vg.Length) (vg.Length, vg.Length) { return from, max(to, from+2*chartDot) }

// edges returns the lower and upper edge of a bar of the given height in the middle of the row.
func (r *panelRows) edges(c *draw.Canvas, row int, height vg.Length) (low, high vg.Length) {
	middle := c.Max.Y - (vg.Length(row)+0.5)*r.density.row
	return middle - height/2, middle + height/2
}

func (r *panelRows) bar(c draw.Canvas, x func(sim.Time) vg.Length, row int, b overlapBar) {
	low, high := r.edges(&c, row, r.density.bar)
	from, to := panelVisible(x(b.From), x(b.To))
	chartRectangle(c, r.colours.barColour(b.ending, b.share), from, low, to, high)
	if b.ending == unended && r.density.bar >= 6*chartDot {
		chartHatch(c, draw.LineStyle{Color: r.colours.unendedInk, Width: 2 * chartDot}, 12*chartDot, from, low, to, high)
	}
}

// barColour returns the colour of a buffering that ended so; of several, part of which timed out, a blend.
func (p *palette) barColour(ending overlapEnding, share float64) color.Color {
	switch ending {
	case endedByNewPrimary:
		return p.newPrimary
	case endedByTimeout:
		return paletteBlend(p.newPrimary, p.timeout, 0.25+0.75*share)
	case endedByResharding:
		return p.resharding
	}
	return p.unended
}

// panelZebra shades every other row.
type panelZebra struct {
	rows    int
	height  vg.Length
	colours *palette
}

var _ plot.Plotter = panelZebra{}

// Plot implements plot.Plotter.
func (z panelZebra) Plot(c draw.Canvas, _ *plot.Plot) {
	for i := 1; i < z.rows; i += 2 {
		top := c.Max.Y - vg.Length(i)*z.height
		chartRectangle(c, z.colours.zebra, c.Min.X, top-z.height, c.Max.X, top)
	}
}
