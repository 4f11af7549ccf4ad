package cost

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/reports/text"
)

// Measures of the chart.
const (
	barHeight   = 20 * chart.Dot
	groupGap    = 22 * chart.Dot
	headerSpace = 190 * chart.Dot
	footerSpace = 60 * chart.Dot
	namesSpace  = 260 * chart.Dot
	panelGap    = 60 * chart.Dot
	valueSpace  = 250 * chart.Dot // for the numbers behind the longest bar
	leastHeight = 720 * chart.Dot
)

// costChart shows, for each strategy, a bar per pattern: bytes allocated per update on the left, and nanoseconds with
// their intervals on the right.
type costChart struct {
	table      *Table
	palette    *chart.Palette
	strategies []string
	patterns   []*Row // one row of each pattern, in their order
	height     vg.Length
}

// newChart prepares the chart of a table, which must have rows.
func newChart(table *Table, theme chart.Theme) *costChart {
	c := &costChart{table: table, palette: theme.Palette()}
	for i := range table.Rows {
		r := &table.Rows[i]
		if !slices.Contains(c.strategies, r.Strategy) {
			c.strategies = append(c.strategies, r.Strategy)
		}
		if !slices.ContainsFunc(c.patterns, func(p *Row) bool { return p.Pattern == r.Pattern }) {
			c.patterns = append(c.patterns, r)
		}
	}
	groups := vg.Length(len(c.strategies)) * (c.groupHeight() + groupGap)
	c.height = max(leastHeight, headerSpace+groups+footerSpace)
	return c
}

// WritePNG writes the table, which must have rows, as a chart.
func (t *Table) WritePNG(w io.Writer) error {
	c := newChart(t, chart.Light)
	return chart.WritePNG(w, chart.Width, c.height, c.palette.Background, c.draw)
}

// title states the finding about the choice between a large channel and an unbounded queue.
func (c *costChart) title() string {
	whole := func(x float64) string { return text.Number(math.Round(x)) }
	channel, queue := c.table.find("cap64k", "slow", "burst"), c.table.find("unbounded", "slow", "burst")
	if channel != nil && queue != nil {
		return fmt.Sprintf("With a slow consumer, an unbounded slice allocates %s B per update, a channel of 64k %s B",
			whole(queue.BytesPerUpdate), whole(channel.BytesPerUpdate))
	}
	channel, queue = c.table.find("cap2", "fast", "steady"), c.table.find("unbounded", "fast", "steady")
	if channel != nil && queue != nil {
		return fmt.Sprintf("With a fast consumer, an update costs %s ns in an unbounded slice, %s ns in a channel of 2",
			whole(queue.Time.Mean), whole(channel.Time.Mean))
	}
	return "What real Go queues cost"
}

// draw draws the chart in its own size, from the lower left corner of the canvas.
func (c *costChart) draw(canvas draw.Canvas) {
	const dot, room = chart.Dot, chart.Width - 2*chart.Margin
	chart.Rectangle(canvas, c.palette.Background, 0, 0, chart.Width, c.height)
	title := c.title()
	chart.Bold(13, c.palette.Text).Fitted(title, room, 9).Write(canvas, chart.Margin, c.height-48*dot, 0, title)
	soft := chart.Sans(8, c.palette.TextSoft)
	subtitle := fmt.Sprintf("real Go queues, each with %d updates of 96 tablets · %s · whiskers: %s intervals",
		c.table.Rows[0].Updates, c.table.Machine, c.table.confidence())
	soft.Write(canvas, chart.Margin, c.height-88*dot, 0, soft.Cut(subtitle, room))
	c.drawLegend(canvas)
	left := chart.Margin + namesSpace
	width := (chart.Width - left - chart.Margin - panelGap) / 2
	c.drawNames(canvas)
	c.drawPanel(canvas, left, width, bytesPanel)
	c.drawPanel(canvas, left+width+panelGap, width, timePanel)
}

// ink returns the colour of a pattern: blue for a fast consumer, orange for a slow one, darker for a burst.
func (c *costChart) ink(r *Row) color.Color {
	switch {
	case r.Consumer == "fast" && r.Producer == "steady":
		return c.palette.NewPrimary
	case r.Consumer == "fast":
		return c.palette.Buffering
	case r.Producer == "steady":
		return c.palette.Timeout
	}
	return c.palette.TimeoutCap
}

// drawLegend names the patterns' colours in a line below the subtitle.
func (c *costChart) drawLegend(canvas draw.Canvas) {
	const dot = chart.Dot
	legend := chart.Legend{Palette: c.palette}
	for _, p := range c.patterns {
		legend.Entries = append(legend.Entries, chart.LegendEntry{
			Label: fmt.Sprintf("%s consumer, %s producer", p.Consumer, p.Producer),
			Swatch: chart.Swatch{Width: 40 * dot, Draw: func(swatch draw.Canvas) {
				y := swatch.Center().Y
				chart.Rectangle(swatch, c.ink(p), swatch.Min.X, y-7*dot, swatch.Max.X, y+7*dot)
			}}})
	}
	top, right := c.height-110*dot, vg.Length(chart.Width-chart.Margin)
	legend.Draw(draw.Canvas{Canvas: canvas.Canvas, Rectangle: vg.Rectangle{
		Min: vg.Point{X: chart.Margin, Y: top - legend.Height(right-chart.Margin)},
		Max: vg.Point{X: right, Y: top}}})
}

// groupHeight returns the height of the bars of one strategy.
func (c *costChart) groupHeight() vg.Length { return vg.Length(len(c.patterns)) * barHeight }

// top returns the upper edge of a strategy's group of bars.
func (c *costChart) top(strategy int) vg.Length {
	return c.height - headerSpace - vg.Length(strategy)*(c.groupHeight()+groupGap)
}

func (c *costChart) drawNames(canvas draw.Canvas) {
	style := chart.Mono(8, c.palette.Text)
	for i, name := range c.strategies {
		style.Write(canvas, chart.Margin+namesSpace-16*chart.Dot, c.top(i)-c.groupHeight()/2, 1, name)
	}
}
