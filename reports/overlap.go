package reports

import (
	"image/png"
	"io"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/reparentsim/reparentsim/model/record"
)

// Overlap is the chart of what one vtgate saw of one rollout: a row per shard with its outage inside its
// buffering, the keyspaces' merged outages as they were and as vtgate saw them, and how many shards were
// in outage and buffering at once.
type Overlap struct {
	title, subtitle, deadlock string
	layout                    *overlapLayout
}

// OverlapOptions is what a story does not say of itself.
type OverlapOptions struct {
	Scenario            string
	MaxFailoverDuration time.Duration // left out of the subtitle if zero
	Seed                uint64
	Subtitle            []string // further parts of the second line
	Theme               Theme
}

// NewOverlap prepares the chart of a story, of which it keeps nothing. A story with a span that ends
// before it begins, or with a shard that its cluster does not have, is refused.
func NewOverlap(story *record.Story, options OverlapOptions) (*Overlap, error) {
	if err := overlapCheck(story); err != nil {
		return nil, err
	}
	colours := options.Theme.palette()
	outages := newOverlapOutages(story)
	finding := newOverlapFinding(story, outages)
	chart := &Overlap{title: finding.title(), subtitle: overlapSubtitle(story, &options), layout: newOverlapLayout(story, outages, colours)}
	if chart.layout.deadlocked {
		chart.deadlock = story.DeadlockCycle
	}
	chart.layout.place(chart)
	return chart, nil
}

// Title returns the finding that the chart states.
func (o *Overlap) Title() string { return o.title }

// Subtitle returns the line below the title: which run of what the chart shows.
func (o *Overlap) Subtitle() string { return o.subtitle }

// WritePNG writes the chart as PNG.
func (o *Overlap) WritePNG(w io.Writer) error {
	canvas := vgimg.NewWith(vgimg.UseWH(o.layout.width, o.layout.height), vgimg.UseDPI(chartDPI), vgimg.UseBackgroundColor(o.layout.colours.background))
	o.Draw(draw.New(canvas))
	return png.Encode(w, canvas.Image())
}

// WriteSVG writes the chart as SVG. It names its fonts, Liberation Sans and Mono, and does not hold them.
func (o *Overlap) WriteSVG(w io.Writer) error {
	canvas := vgsvg.New(o.layout.width, o.layout.height)
	o.Draw(draw.New(canvas))
	_, err := canvas.WriteTo(w)
	return err
}

// Size returns the width and height of the chart.
func (o *Overlap) Size() (width, height vg.Length) { return o.layout.width, o.layout.height }

// Draw draws the chart from the lower left corner of the canvas on, in its own size.
func (o *Overlap) Draw(c draw.Canvas) {
	l := o.layout
	chartRectangle(c, l.colours.background, 0, 0, l.width, l.height)
	for _, header := range l.headers {
		header.text.write(c, l.rowsAt.Min.X, l.height-header.at, 0, header.line)
	}
	l.legend.draw(draw.Canvas{Canvas: c.Canvas, Rectangle: l.legendAt})
	for _, p := range l.panels() {
		p.draw(c)
	}
	axisTitle := newChartText(chartSans, 9, l.colours.text)
	for _, label := range []string{l.rowsLabel, "shard"} {
		if l.rowsAt.Max.Y-l.rowsAt.Min.Y > axisTitle.width(label) {
			axisTitle.writeUp(c, l.axisTitleX, (l.rowsAt.Min.Y+l.rowsAt.Max.Y)/2, label)
			break
		}
	}
	axisTitle.writeUp(c, l.axisTitleX, (l.concurrencyAt.Min.Y+l.concurrencyAt.Max.Y)/2, "shards at once")
	small := newChartText(chartSans, 7, l.colours.textSoft)
	for i, note := range l.notes {
		small.write(c, l.rowsAt.Min.X, l.notesTop-(vg.Length(i)+0.5)*overlapNoteLine, 0, small.cut(note, l.width-l.rowsAt.Min.X-overlapMargin))
	}
}
