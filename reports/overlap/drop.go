package overlap

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/sim"
)

// dropMarks marks dropped updates in the rows of their shards.
type dropMarks struct {
	rows     []row
	density  density
	time     chart.TimeScale
	replicas bool // mark those of replicas too
	palette  *chart.Palette
}

var _ plot.Plotter = (*dropMarks)(nil)

// Plot implements plot.Plotter. Updates of primaries are drawn last, over the others, because they matter most.
func (d *dropMarks) Plot(c draw.Canvas, _ *plot.Plot) {
	if d.replicas {
		d.marks(c, func(r *row) []sim.Time { return r.replicaDrops }, markReplicaDrop)
	}
	d.marks(c, func(r *row) []sim.Time { return r.drops }, markDrop)
}

// count returns how many dropped updates of primaries and of replicas are at instants that the test accepts.
func (d *dropMarks) count(accepts func(sim.Time) bool) (primaries, replicas int) {
	for i := range d.rows {
		for _, at := range d.rows[i].drops {
			if accepts(at) {
				primaries++
			}
		}
		for _, at := range d.rows[i].replicaDrops {
			if accepts(at) {
				replicas++
			}
		}
	}
	return primaries, replicas
}

// dropMark draws the mark of a dropped update, a cross of the given reach.
type dropMark func(c draw.Canvas, palette *chart.Palette, x, y, reach vg.Length)

func (d *dropMarks) marks(c draw.Canvas, drops func(*row) []sim.Time, mark dropMark) {
	x := d.time.Place(&c)
	last := vg.Length(math.Inf(-1))
	for i := range d.rows {
		y := c.Max.Y - (vg.Length(i)+0.5)*d.density.row
		for n, at := range drops(&d.rows[i]) {
			if !d.time.Covers(at) {
				continue
			}
			// In a row that several shards share, marks on top of one another count as one.
			if place := x(at); d.rows[i].shards == 1 || n == 0 || place-last >= d.density.mark {
				mark(c, d.palette, place, y, d.density.mark)
				last = place
			}
		}
	}
}

// markDrop marks a dropped update of a primary. The mark stands out against any bar. The smallest marks have no halo,
// which would hide the neighbouring rows.
func markDrop(c draw.Canvas, palette *chart.Palette, x, y, reach vg.Length) {
	if reach > 4*chart.Dot {
		chart.Cross(c, draw.LineStyle{Color: palette.Halo, Width: reach * 0.95}, x, y, reach*1.25)
	}
	chart.Cross(c, draw.LineStyle{Color: palette.Dropped, Width: reach * 0.42}, x, y, reach)
}

// markReplicaDrop marks a dropped update of a replica. The mark is smaller than that of a primary.
func markReplicaDrop(c draw.Canvas, palette *chart.Palette, x, y, reach vg.Length) {
	chart.Cross(c, draw.LineStyle{Color: palette.Halo, Width: reach * 0.7}, x, y, reach*0.8)
	chart.Cross(c, draw.LineStyle{Color: palette.DroppedReplica, Width: reach * 0.35}, x, y, reach*0.65)
}
