package reports

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/record"
)

// panelLegendEntry explains one mark.
type panelLegendEntry struct {
	label  string
	swatch panelSwatch
}

// panelLegend lays entries out in lines as wide as the chart allows.
type panelLegend struct {
	entries []panelLegendEntry
	colours *palette
}

// Measures of a legend.
const (
	panelLegendLine  = 40 * chartDot
	panelLegendBar   = 44 * chartDot // widths of swatches
	panelLegendMark  = 20 * chartDot
	panelLegendGap   = 12 * chartDot
	panelLegendSpace = 34 * chartDot
)

func (l *panelLegend) text() chartText { return newChartText(chartSans, 7.5, l.colours.text) }

// lines breaks the entries into lines of at most the given width.
func (l *panelLegend) lines(width vg.Length) [][]panelLegendEntry {
	var lines [][]panelLegendEntry
	text, x := l.text(), width
	for _, entry := range l.entries {
		length := entry.swatch.width() + panelLegendGap + text.width(entry.label)
		if x+length > width {
			lines, x = append(lines, nil), 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], entry)
		x += length + panelLegendSpace
	}
	return lines
}

// draw draws the legend in lines from the top of the rectangle.
func (l *panelLegend) draw(c draw.Canvas) {
	text := l.text()
	for i, line := range l.lines(c.Max.X - c.Min.X) {
		x, y := c.Min.X, c.Max.Y-(vg.Length(i)+0.5)*panelLegendLine
		for _, entry := range line {
			swatch := draw.Canvas{Canvas: c.Canvas, Rectangle: vg.Rectangle{
				Min: vg.Point{X: x, Y: y - panelLegendLine/2}, Max: vg.Point{X: x + entry.swatch.width(), Y: y + panelLegendLine/2}}}
			entry.swatch.Thumbnail(&swatch)
			x += entry.swatch.width() + panelLegendGap
			text.write(c, x, y, 0, entry.label)
			x += text.width(entry.label) + panelLegendSpace
		}
	}
}

// panelSwatch draws the sample of one mark.
type panelSwatch struct {
	kind    panelSwatchKind
	ending  overlapEnding // of swatchBuffering
	colours *palette
}

type panelSwatchKind uint8

const (
	swatchOutage panelSwatchKind = iota
	swatchBuffering
	swatchDrop
	swatchReplicaDrop
)

var _ plot.Thumbnailer = panelSwatch{}

func (s panelSwatch) width() vg.Length {
	if s.kind == swatchDrop || s.kind == swatchReplicaDrop {
		return panelLegendMark
	}
	return panelLegendBar
}

// Thumbnail implements plot.Thumbnailer.
func (s panelSwatch) Thumbnail(c *draw.Canvas) {
	y := c.Center().Y
	switch s.kind {
	case swatchOutage:
		chartRectangle(*c, s.colours.outage, c.Min.X, y-4*chartDot, c.Max.X, y+4*chartDot)
	case swatchDrop:
		chartDropMark(*c, s.colours, c.Center().X, y, 8*chartDot)
	case swatchReplicaDrop:
		chartReplicaDropMark(*c, s.colours, c.Center().X, y, 8*chartDot)
	case swatchBuffering:
		share := 0.0
		if s.ending == endedByTimeout {
			share = 1
		}
		low, high := y-9*chartDot, y+9*chartDot
		chartRectangle(*c, s.colours.barColour(s.ending, share), c.Min.X, low, c.Max.X, high)
		if s.ending == unended {
			chartHatch(*c, draw.LineStyle{Color: s.colours.unendedInk, Width: 2 * chartDot}, 12*chartDot, c.Min.X, low, c.Max.X, high)
		}
		if s.ending == endedByTimeout {
			chartRectangle(*c, s.colours.timeoutCap, c.Max.X-4*chartDot, low-2*chartDot, c.Max.X+chartDot, high+2*chartDot)
		}
	}
}

// overlapEndingLabels names the endings in the legend.
var overlapEndingLabels = [overlapEndings]string{
	endedByNewPrimary: "buffering → NewPrimarySeen",
	endedByTimeout:    "buffering → MaxDurationExceeded",
	endedByResharding: "buffering → ShardMissing or ReshardingComplete",
	unended:           "buffering that never ended",
}

// newOverlapLegend explains what is seen in the chart, and how often.
func newOverlapLegend(story *record.Story, marks *panelDrops) *panelLegend {
	colours := marks.colours
	legend := &panelLegend{colours: colours}
	add := func(n int, label string, swatch panelSwatch) {
		if n > 0 {
			swatch.colours = colours
			legend.entries = append(legend.entries, panelLegendEntry{fmt.Sprintf("%s (%d)", label, n), swatch})
		}
	}
	var endings [overlapEndings]int
	for i := range story.Bufferings {
		endings[overlapEndingOf(&story.Bufferings[i])]++
	}
	add(len(story.Timeline.Reparents), "outage: no primary takes writes", panelSwatch{kind: swatchOutage})
	for ending, n := range endings {
		add(n, overlapEndingLabels[ending], panelSwatch{kind: swatchBuffering, ending: overlapEnding(ending)})
	}
	primaries, replicas := marks.count(marks.time.covers)
	add(primaries, "dropped update of a primary", panelSwatch{kind: swatchDrop})
	if marks.replicas {
		add(replicas, "dropped update of a replica", panelSwatch{kind: swatchReplicaDrop})
	}
	return legend
}
