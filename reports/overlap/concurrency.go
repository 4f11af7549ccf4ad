package overlap

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/reports/chart"
)

// concurrency draws how many shards are in outage, and how many buffer, at once.
type concurrency struct {
	outage, buffering         []step
	outagePeak, bufferingPeak int
	time                      chart.TimeScale
	palette                   *chart.Palette
}

var _ plot.Plotter = (*concurrency)(nil)

func newConcurrency(shards []row, scale chart.TimeScale, palette *chart.Palette) *concurrency {
	n := &concurrency{time: scale, palette: palette}
	var outages, bufferings []cluster.Span
	for i := range shards {
		outages = append(outages, cluster.Union(shards[i].outages)...) // a shard that is down twice is one shard
		for _, b := range shards[i].bufferings {
			bufferings = append(bufferings, b.Span)
		}
	}
	n.outage, n.outagePeak = stepsOf(outages)
	n.buffering, n.bufferingPeak = stepsOf(bufferings)
	return n
}

// height returns the upper end of the panel's scale: room for the peak, and above it for the legend.
func (n *concurrency) height() float64 {
	return 1.3 * float64(max(n.outagePeak, n.bufferingPeak, 1))
}

// Plot implements plot.Plotter.
func (n *concurrency) Plot(c draw.Canvas, p *plot.Plot) {
	outage, buffering := n.line(&c, p, n.outage), n.line(&c, p, n.buffering)
	area := append([]vg.Point{{X: c.Min.X, Y: c.Min.Y}}, outage...)
	c.FillPolygon(n.palette.OutageFill, append(area, vg.Point{X: c.Max.X, Y: c.Min.Y}))
	c.StrokeLines(n.outageStyle(), outage)
	c.StrokeLines(n.bufferingStyle(), buffering)
}

func (n *concurrency) outageStyle() draw.LineStyle {
	return draw.LineStyle{Color: n.palette.Outage, Width: 4 * chart.Dot}
}

func (n *concurrency) bufferingStyle() draw.LineStyle {
	dashes := []vg.Length{12 * chart.Dot, 6 * chart.Dot}
	return draw.LineStyle{Color: n.palette.Buffering, Width: 4 * chart.Dot, Dashes: dashes}
}

// line returns the line of the steps over the whole panel. Within one dot of time it keeps only the lowest and the
// highest count, since no more can be seen. A step beyond the panel does not show at its edge.
func (n *concurrency) line(c *draw.Canvas, p *plot.Plot, steps []step) []vg.Point {
	_, height := p.Transforms(c)
	x, y := n.time.Place(c), func(count int) vg.Length { return height(float64(count)) }
	for len(steps) > 0 && steps[len(steps)-1].at > n.time.To {
		steps = steps[:len(steps)-1]
	}
	line := []vg.Point{{X: c.Min.X, Y: y(0)}}
	count := 0
	for i := 0; i < len(steps); {
		at := x(steps[i].at)
		before, low, high := count, count, count
		for ; i < len(steps) && x(steps[i].at) < at+chart.Dot; i++ {
			count = steps[i].count
			low, high = min(low, count), max(high, count)
		}
		line = append(line, vg.Point{X: at, Y: y(before)})
		for _, extreme := range []int{low, high} {
			if extreme != before && extreme != count {
				line = append(line, vg.Point{X: at, Y: y(extreme)})
			}
		}
		line = append(line, vg.Point{X: at, Y: y(count)})
	}
	return append(line, vg.Point{X: c.Max.X, Y: y(count)})
}
