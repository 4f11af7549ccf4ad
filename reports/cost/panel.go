package cost

import (
	"fmt"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// panel is one half of the chart: the bars of one figure.
type panel struct {
	heading, unit string
	value         func(*Row) estimate.Estimate
	losses        bool // say what the queue lost, because a queue that loses updates may show a small figure
}

var (
	bytesPanel = panel{"bytes allocated per update", "B",
		func(r *Row) estimate.Estimate { return estimate.Estimate{Mean: r.BytesPerUpdate} }, true}
	timePanel = panel{"time per update, offered and taken", "ns",
		func(r *Row) estimate.Estimate { return r.Time }, false}
)

// drawPanel draws a panel of the given width. Each bar is followed by its number.
func (c *costChart) drawPanel(canvas draw.Canvas, left, width vg.Length, p panel) {
	top := c.height - headerSpace
	chart.Sans(9, c.palette.Text).Write(canvas, left, top+22*chart.Dot, 0, p.heading)
	longest := 0.0
	for i := range c.table.Rows {
		e := p.value(&c.table.Rows[i])
		longest = max(longest, e.Mean+max(0, e.HalfWidth))
	}
	scale := float64(width-valueSpace) / max(longest, 1e-9)
	bottom := c.top(len(c.strategies)-1) - c.groupHeight()
	chart.Rectangle(canvas, c.palette.Axis, left-2*chart.Dot, bottom, left, top)
	for i, strategy := range c.strategies {
		for n, pattern := range c.patterns {
			if r := c.table.find(strategy, pattern.Consumer, pattern.Producer); r != nil {
				c.drawBar(canvas, left, c.top(i)-(vg.Length(n)+0.5)*barHeight, scale, p, r)
			}
		}
	}
}

// drawBar draws the bar of a row, with its middle at the height y.
func (c *costChart) drawBar(canvas draw.Canvas, left, y vg.Length, scale float64, p panel, r *Row) {
	const dot = chart.Dot
	e := p.value(r)
	end := left + vg.Length(e.Mean*scale)
	chart.Rectangle(canvas, c.ink(r), left, y-barHeight/2+2*dot, end, y+barHeight/2-2*dot)
	label := bytesNumber(e.Mean)
	if e.HalfWidth > 0 {
		reach := vg.Length(e.HalfWidth * scale)
		c.drawWhisker(canvas, end-reach, end+reach, y)
		end += reach
		label = text.WithHalfWidth(e.Mean, max(e.HalfWidth, 0.01))
	}
	label += " " + p.unit
	number := chart.Sans(7, c.palette.Text)
	number.Write(canvas, end+12*dot, y, 0, label)
	beside := end + 12*dot + number.Width(label+"  ")
	switch {
	case p.losses && r.Lost > 0:
		chart.Sans(7, c.palette.Dropped).Write(canvas, beside, y, 0, shareOf(r.Lost, r.Updates)+" lost")
	case p.losses && r.Coalesced > 0:
		replaced := shareOf(r.Coalesced, r.Updates) + " replaced by newer ones"
		chart.Sans(7, c.palette.TextSoft).Write(canvas, beside, y, 0, replaced)
	}
}

func (c *costChart) drawWhisker(canvas draw.Canvas, from, to, y vg.Length) {
	line := draw.LineStyle{Color: c.palette.Text, Width: 2 * chart.Dot}
	canvas.StrokeLine2(line, from, y, to, y)
	for _, x := range []vg.Length{from, to} {
		canvas.StrokeLine2(line, x, y-5*chart.Dot, x, y+5*chart.Dot)
	}
}

// shareOf formats a share in per cent. A share that is nearly all is not rounded to 100 %.
func shareOf(part, whole int) string {
	if percent := 100 * float64(part) / float64(whole); percent < 99.5 || part == whole {
		return fmt.Sprintf("%.0f %%", percent)
	}
	return "over 99 %"
}
