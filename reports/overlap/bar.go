package overlap

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/sim"
)

// rowBars draws a row for each shard, from the top down: pale bars for bufferings, and inside them thin dark bars for
// outages.
type rowBars struct {
	rows    []row
	density density
	time    chart.TimeScale
	palette *chart.Palette
}

var _ plot.Plotter = (*rowBars)(nil)

// Plot implements plot.Plotter. Bufferings that timed out are drawn after the others, because they must be seen even
// where rows are as thin as dots.
func (r *rowBars) Plot(c draw.Canvas, _ *plot.Plot) {
	x := r.time.Place(&c)
	for _, timedOut := range []bool{false, true} {
		for i := range r.rows {
			for _, b := range r.rows[i].bufferings {
				if (b.ending == endedByTimeout) == timedOut {
					r.buffering(c, x, i, b)
				}
			}
		}
	}
	for i := range r.rows {
		low, high := r.edges(&c, i, r.density.outage)
		for _, s := range r.rows[i].outages {
			from, to := visible(x(s.From), x(s.To))
			chart.Rectangle(c, r.palette.Outage, from, low, to, high)
		}
	}
	for i := range r.rows {
		for _, b := range r.rows[i].bufferings {
			if b.ending == endedByTimeout && b.To <= r.time.To {
				low, high := r.edges(&c, i, r.density.endCap)
				end := x(b.To)
				chart.Rectangle(c, r.palette.TimeoutCap, end-r.density.capWidth, low, end+chart.Dot, high)
			}
		}
	}
}

// visible widens a bar that is too short to be seen.
func visible(from, to vg.Length) (vg.Length, vg.Length) { return from, max(to, from+2*chart.Dot) }

// edges returns the lower and upper edge of a bar of the given height in the middle of the row.
func (r *rowBars) edges(c *draw.Canvas, row int, height vg.Length) (low, high vg.Length) {
	middle := c.Max.Y - (vg.Length(row)+0.5)*r.density.row
	return middle - height/2, middle + height/2
}

func (r *rowBars) buffering(c draw.Canvas, x func(sim.Time) vg.Length, row int, b bar) {
	low, high := r.edges(&c, row, r.density.bar)
	from, to := visible(x(b.From), x(b.To))
	chart.Rectangle(c, b.ending.colour(r.palette, b.timedOut), from, low, to, high)
	if b.ending == unended && r.density.bar >= 6*chart.Dot {
		hatchUnended(c, r.palette, from, low, to, high)
	}
}

// hatchUnended marks a bar of a buffering that never ended.
func hatchUnended(c draw.Canvas, palette *chart.Palette, from, low, to, high vg.Length) {
	line := draw.LineStyle{Color: palette.UnendedInk, Width: 2 * chart.Dot}
	chart.Hatch(c, line, 12*chart.Dot, from, low, to, high)
}

// zebra shades every other row.
type zebra struct {
	rows    int
	height  vg.Length
	palette *chart.Palette
}

var _ plot.Plotter = zebra{}

// Plot implements plot.Plotter.
func (z zebra) Plot(c draw.Canvas, _ *plot.Plot) {
	for i := 1; i < z.rows; i += 2 {
		top := c.Max.Y - vg.Length(i)*z.height
		chart.Rectangle(c, z.palette.Zebra, c.Min.X, top-z.height, c.Max.X, top)
	}
}
