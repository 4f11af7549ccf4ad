package reports

import (
	"fmt"
	"image/color"
	"image/png"
	"io"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// Measures of the chart of costs.
const (
	costWidth      = 1900 * chartDot
	costMargin     = 40 * chartDot
	costBar        = 20 * chartDot
	costGroupGap   = 22 * chartDot
	costHeader     = 190 * chartDot
	costFooter     = 60 * chartDot
	costNames      = 260 * chartDot
	costPanelGap   = 60 * chartDot
	costValueSpace = 250 * chartDot // for the numbers behind the longest bar
	costMinimum    = 720 * chartDot
)

// CostChart is the chart of what queues cost: for each strategy a bar a pattern, bytes allocated per update on the
// left and nanoseconds on the right, with their intervals.
type CostChart struct {
	costs      *Costs
	colours    *palette
	strategies []string
	patterns   []*Cost // one of each pattern, in order
	height     vg.Length
}

// NewCostChart prepares the chart of costs, of which there must be some.
func NewCostChart(costs *Costs, theme Theme) *CostChart {
	chart := &CostChart{costs: costs, colours: theme.palette()}
	for i := range costs.Rows {
		r := &costs.Rows[i]
		if !slices.Contains(chart.strategies, r.Strategy) {
			chart.strategies = append(chart.strategies, r.Strategy)
		}
		if !slices.ContainsFunc(chart.patterns, func(p *Cost) bool { return p.Pattern == r.Pattern }) {
			chart.patterns = append(chart.patterns, r)
		}
	}
	group := vg.Length(len(chart.patterns))*costBar + costGroupGap
	chart.height = max(costMinimum, costHeader+vg.Length(len(chart.strategies))*group+costFooter)
	return chart
}

// Title states what was found about the choice between a large channel and an unbounded queue.
func (c *CostChart) Title() string {
	channel, queue := c.costs.find("cap64k", "slow", "burst"), c.costs.find("unbounded", "slow", "burst")
	if channel != nil && queue != nil {
		return fmt.Sprintf("With a slow consumer an unbounded slice allocates %s B an update, a channel of 64k %s B", text.Number(math.Round(queue.BytesPerUpdate)), text.Number(math.Round(channel.BytesPerUpdate)))
	}
	channel, queue = c.costs.find("cap2", "fast", "steady"), c.costs.find("unbounded", "fast", "steady")
	if channel != nil && queue != nil {
		return fmt.Sprintf("With a fast consumer an update costs %s ns in an unbounded slice, %s ns in a channel of 2", text.Number(math.Round(queue.Time.Mean)), text.Number(math.Round(channel.Time.Mean)))
	}
	return "What real Go queues cost"
}

// shareOf writes a share in per cent; all but a few are not all.
func shareOf(part, whole int) string {
	if percent := 100 * float64(part) / float64(whole); percent < 99.5 || part == whole {
		return fmt.Sprintf("%.0f %%", percent)
	}
	return "over 99 %"
}

// WritePNG writes the chart as PNG.
func (c *CostChart) WritePNG(w io.Writer) error {
	canvas := vgimg.NewWith(vgimg.UseWH(costWidth, c.height), vgimg.UseDPI(chartDPI), vgimg.UseBackgroundColor(c.colours.background))
	c.Draw(draw.New(canvas))
	return png.Encode(w, canvas.Image())
}

// Draw draws the chart from the lower left corner of the canvas on, in its own size.
func (c *CostChart) Draw(canvas draw.Canvas) {
	chartRectangle(canvas, c.colours.background, 0, 0, costWidth, c.height)
	title := newChartBoldText(13, c.colours.text).fitted(c.Title(), costWidth-2*costMargin, 9)
	title.write(canvas, costMargin, c.height-48*chartDot, 0, c.Title())
	soft := newChartText(chartSans, 8, c.colours.textSoft)
	subtitle := fmt.Sprintf("real Go queues, %d updates of 96 tablets in each one's life · %s · whiskers: %s intervals", c.costs.Rows[0].Updates, c.costs.Machine, text.Number(100*c.costs.Confidence)+" %")
	soft.write(canvas, costMargin, c.height-88*chartDot, 0, soft.cut(subtitle, costWidth-2*costMargin))
	c.drawLegend(canvas)
	left := costMargin + costNames
	width := (costWidth - left - costMargin - costPanelGap) / 2
	c.drawNames(canvas)
	c.drawPanel(canvas, left, width, "bytes allocated per update", "B", func(r *Cost) estimate.Estimate { return estimate.Estimate{Mean: r.BytesPerUpdate} }, true)
	c.drawPanel(canvas, left+width+costPanelGap, width, "time per update, offered and taken", "ns", func(r *Cost) estimate.Estimate { return r.Time }, false)
}

// ink is the colour of a pattern: blue for a fast consumer, orange for a slow one, darker for a burst.
func (c *CostChart) ink(r *Cost) color.Color {
	switch {
	case r.Consumer == "fast" && r.Producer == "steady":
		return c.colours.newPrimary
	case r.Consumer == "fast":
		return c.colours.buffering
	case r.Producer == "steady":
		return c.colours.timeout
	}
	return c.colours.timeoutCap
}

func (c *CostChart) drawLegend(canvas draw.Canvas) {
	text := newChartText(chartSans, 7.5, c.colours.text)
	x, y := vg.Length(costMargin), c.height-130*chartDot
	for _, p := range c.patterns {
		chartRectangle(canvas, c.ink(p), x, y-7*chartDot, x+40*chartDot, y+7*chartDot)
		label := fmt.Sprintf("%s consumer, %s producer", p.Consumer, p.Producer)
		text.write(canvas, x+52*chartDot, y, 0, label)
		x += 52*chartDot + text.width(label) + 34*chartDot
	}
}

// top is the upper edge of a strategy's group of bars.
func (c *CostChart) top(strategy int) vg.Length {
	group := vg.Length(len(c.patterns))*costBar + costGroupGap
	return c.height - costHeader - vg.Length(strategy)*group
}

func (c *CostChart) drawNames(canvas draw.Canvas) {
	text := newChartText(chartMono, 8, c.colours.text)
	for i, name := range c.strategies {
		middle := c.top(i) - vg.Length(len(c.patterns))*costBar/2
		text.write(canvas, costMargin+costNames-16*chartDot, middle, 1, name)
	}
}

// drawPanel draws the bars of one figure. A bar's number stands behind it, with the share of updates that the queue
// lost if that is asked for: a small figure may be that of a queue that does not do its work.
func (c *CostChart) drawPanel(canvas draw.Canvas, left, width vg.Length, heading, unit string, of func(*Cost) estimate.Estimate, losses bool) {
	newChartText(chartSans, 9, c.colours.text).write(canvas, left, c.height-costHeader+22*chartDot, 0, heading)
	longest := 0.0
	for i := range c.costs.Rows {
		e := of(&c.costs.Rows[i])
		longest = max(longest, e.Mean+max(0, e.HalfWidth))
	}
	scale := float64(width-costValueSpace) / max(longest, 1e-9)
	bottom := c.top(len(c.strategies)-1) - vg.Length(len(c.patterns))*costBar
	chartRectangle(canvas, c.colours.axis, left-2*chartDot, bottom, left, c.height-costHeader)
	number, lost, soft := newChartText(chartSans, 7, c.colours.text), newChartText(chartSans, 7, c.colours.dropped), newChartText(chartSans, 7, c.colours.textSoft)
	for s, strategy := range c.strategies {
		for p, pattern := range c.patterns {
			r := c.costs.find(strategy, pattern.Consumer, pattern.Producer)
			if r == nil {
				continue
			}
			e := of(r)
			y := c.top(s) - (vg.Length(p)+0.5)*costBar
			end := left + vg.Length(e.Mean*scale)
			chartRectangle(canvas, c.ink(r), left, y-costBar/2+2*chartDot, end, y+costBar/2-2*chartDot)
			if e.HalfWidth > 0 {
				reach := vg.Length(e.HalfWidth * scale)
				c.drawWhisker(canvas, end-reach, end+reach, y)
				end += reach
			}
			label := bytesNumber(e.Mean)
			if e.HalfWidth > 0 {
				label = text.WithHalfWidth(e.Mean, max(e.HalfWidth, 0.01))
			}
			label += " " + unit
			number.write(canvas, end+12*chartDot, y, 0, label)
			beside := end + 12*chartDot + number.width(label+"  ")
			switch {
			case losses && r.Lost > 0:
				lost.write(canvas, beside, y, 0, shareOf(r.Lost, r.Updates)+" lost")
			case losses && r.Coalesced > 0:
				soft.write(canvas, beside, y, 0, shareOf(r.Coalesced, r.Updates)+" replaced by newer ones")
			}
		}
	}
}

func (c *CostChart) drawWhisker(canvas draw.Canvas, from, to, y vg.Length) {
	style := draw.LineStyle{Color: c.colours.text, Width: 2 * chartDot}
	canvas.StrokeLine2(style, from, y, to, y)
	for _, x := range []vg.Length{from, to} {
		canvas.StrokeLine2(style, x, y-5*chartDot, x, y+5*chartDot)
	}
}
