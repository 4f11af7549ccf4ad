package reports

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/record"
)

// overlapStrip is one line of merged outages, with its total.
type overlapStrip struct {
	keyspace     string // or none, if it goes without saying
	label, total string
	spans        []record.Span
	seen         bool // as vtgate saw it
}

// panelStrips draws merged outages as strips: solid as they were, hatched as vtgate saw them. An arrow says
// that a strip goes on beyond the time shown; its total counts that too.
type panelStrips struct {
	strips  []overlapStrip
	time    overlapTime
	limit   vg.Length // of the labels' width
	colours *palette
}

var _ plot.Plotter = (*panelStrips)(nil)

// Measures of strips.
const (
	panelStripRow    = 46 * chartDot
	panelStripHeight = 30 * chartDot
	panelStripArrow  = 16 * chartDot
	panelStripTotal  = panelStripArrow + panelLabelGap // where totals begin, right of the panel
)

// Plot implements plot.Plotter.
func (s *panelStrips) Plot(c draw.Canvas, _ *plot.Plot) {
	x := s.time.place(&c)
	hatch := draw.LineStyle{Color: s.colours.hatch, Width: 3 * chartDot}
	for i, strip := range s.strips {
		middle := c.Max.Y - (vg.Length(i)+0.5)*panelStripRow
		low, high := middle-panelStripHeight/2, middle+panelStripHeight/2
		for _, span := range strip.spans {
			if span.From >= s.time.to || span.To <= s.time.from {
				continue
			}
			from, to := panelVisible(x(span.From), x(span.To))
			chartRectangle(c, s.colours.outage, from, low, to, high)
			if strip.seen {
				chartHatch(c, hatch, 12*chartDot, from, low, to, high)
			}
		}
		if n := len(strip.spans); n > 0 && strip.spans[n-1].To > s.time.to {
			c.FillPolygon(s.colours.outage, []vg.Point{{X: c.Max.X + 4*chartDot, Y: low}, {X: c.Max.X + panelStripArrow, Y: middle}, {X: c.Max.X + 4*chartDot, Y: high}})
		}
		s.text().write(c, c.Min.X-panelLabelGap, middle, 1, s.labelled(strip))
		s.totalText().write(c, c.Max.X+panelStripTotal, middle, 0, strip.total)
	}
}

// labelled returns what is written beside a strip. Where there is too little room the keyspace is cut.
func (s *panelStrips) labelled(strip overlapStrip) string {
	if strip.keyspace == "" {
		return strip.label
	}
	text, rest := s.text(), ": "+strip.label
	return text.cutMiddle(strip.keyspace, s.limit-text.width(rest)) + rest
}

func (s *panelStrips) text() chartText      { return newChartText(chartSans, 7.5, s.colours.text) }
func (s *panelStrips) totalText() chartText { return newChartBoldText(8.5, s.colours.text) }

// width returns the width of the longest label.
func (s *panelStrips) width() vg.Length {
	text, longest := s.text(), vg.Length(0)
	for _, strip := range s.strips {
		longest = max(longest, text.width(s.labelled(strip)))
	}
	return min(longest, s.limit)
}

// totalWidth returns the width of the longest total.
func (s *panelStrips) totalWidth() vg.Length {
	text, longest := s.totalText(), vg.Length(0)
	for _, strip := range s.strips {
		longest = max(longest, text.width(strip.total))
	}
	return longest
}
