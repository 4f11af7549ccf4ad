package reports

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/sim"
)

// panelDrops marks dropped updates in the rows of their shards.
type panelDrops struct {
	rows     []overlapRow
	density  overlapDensity
	time     overlapTime
	replicas bool // those of replicas as well
	colours  *palette
}

var _ plot.Plotter = (*panelDrops)(nil)

// Plot implements plot.Plotter. Updates of primaries come last: they are what matters most.
func (d *panelDrops) Plot(c draw.Canvas, _ *plot.Plot) {
	if d.replicas {
		d.marks(c, func(row *overlapRow) []sim.Time { return row.droppedQuiet }, chartReplicaDropMark)
	}
	d.marks(c, func(row *overlapRow) []sim.Time { return row.drops }, chartDropMark)
}

// count returns how many drops, of primaries and of replicas, are at instants that the test accepts.
func (d *panelDrops) count(accepts func(sim.Time) bool) (primaries, replicas int) {
	for i := range d.rows {
		for _, at := range d.rows[i].drops {
			if accepts(at) {
				primaries++
			}
		}
		for _, at := range d.rows[i].droppedQuiet {
			if accepts(at) {
				replicas++
			}
		}
	}
	return primaries, replicas
}

func (d *panelDrops) marks(c draw.Canvas, drops func(*overlapRow) []sim.Time, mark func(draw.Canvas, *palette, vg.Length, vg.Length, vg.Length)) {
	x := d.time.place(&c)
	last := vg.Length(math.Inf(-1))
	for i := range d.rows {
		y := c.Max.Y - (vg.Length(i)+0.5)*d.density.row
		for n, at := range drops(&d.rows[i]) {
			if !d.time.covers(at) {
				continue
			}
			// In rows that several shards share, marks on top of one another are one mark.
			if place := x(at); d.rows[i].shards == 1 || n == 0 || place-last >= d.density.mark {
				mark(c, d.colours, place, y, d.density.mark)
				last = place
			}
		}
	}
}
