package overlap

import (
	"io"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/chart"
)

// Chart is the overlap chart of one story.
type Chart struct {
	title, subtitle string
	deadlock        string // who waits for whom; "" without a deadlock
	layout          *layout
}

// Options holds what a story does not say about itself.
type Options struct {
	Scenario            string
	MaxFailoverDuration time.Duration // left out of the subtitle if zero
	Seed                uint64
	Theme               chart.Theme
}

// New prepares the chart of a story. It does not keep the story. It returns an error if the story contradicts itself:
// if a span ends before it begins, or a shard is not in the cluster.
func New(story *record.Story, options Options) (*Chart, error) {
	if err := check(story); err != nil {
		return nil, err
	}
	outages := newOutages(story)
	finding := newFinding(story, outages)
	c := &Chart{
		title:    finding.title(),
		subtitle: subtitle(story, &options),
		layout:   newLayout(story, outages, options.Theme.Palette()),
	}
	if c.layout.deadlocked {
		c.deadlock = story.DeadlockCycle
	}
	c.layout.place(c)
	return c, nil
}

// WritePNG writes the chart as PNG.
func (c *Chart) WritePNG(w io.Writer) error {
	return chart.WritePNG(w, chart.Width, c.layout.height, c.layout.palette.Background, c.draw)
}

// draw draws the chart in its own size, from the lower left corner of the canvas.
func (c *Chart) draw(canvas draw.Canvas) {
	l := c.layout
	chart.Rectangle(canvas, l.palette.Background, 0, 0, chart.Width, l.height)
	for _, header := range l.headers {
		header.style.Write(canvas, l.rowsAt.Min.X, l.height-header.at, 0, header.line)
	}
	l.legend.Draw(draw.Canvas{Canvas: canvas.Canvas, Rectangle: l.legendAt})
	for _, p := range l.panels() {
		p.Draw(canvas)
	}
	axisTitle := chart.Sans(9, l.palette.Text)
	for _, label := range []string{"shard (in order of reparent)", "shard"} {
		if l.rowsAt.Max.Y-l.rowsAt.Min.Y > axisTitle.Width(label) {
			axisTitle.WriteUp(canvas, l.axisTitleX, (l.rowsAt.Min.Y+l.rowsAt.Max.Y)/2, label)
			break
		}
	}
	axisTitle.WriteUp(canvas, l.axisTitleX, (l.concurrencyAt.Min.Y+l.concurrencyAt.Max.Y)/2, "shards at once")
	small := chart.Sans(7, l.palette.TextSoft)
	for i, note := range l.notes {
		y := l.notesTop - (vg.Length(i)+0.5)*noteLine
		small.Write(canvas, l.rowsAt.Min.X, y, 0, small.Cut(note, chart.Width-l.rowsAt.Min.X-chart.Margin))
	}
}
