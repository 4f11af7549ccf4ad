package overlap

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/reports/chart"
)

// strip is one line of merged outages, with its total.
type strip struct {
	keyspace     string // "" if it need not be named
	label, total string
	spans        []cluster.Span
	seen         bool // as the vtgate saw it
}

// strips draws merged outages: solid as they were, hatched as the vtgate saw them. An arrow says that a strip goes on
// beyond the time shown; its total includes that part.
type strips struct {
	strips  []strip
	time    chart.TimeScale
	limit   vg.Length // of the labels' width
	palette *chart.Palette
}

var _ plot.Plotter = (*strips)(nil)

// Measures of strips.
const (
	stripRow    = 46 * chart.Dot
	stripHeight = 30 * chart.Dot
	stripArrow  = 16 * chart.Dot
	totalGap    = stripArrow + labelGap // between the panel and the totals at its right
)

// Plot implements plot.Plotter.
func (s *strips) Plot(c draw.Canvas, _ *plot.Plot) {
	x := s.time.Place(&c)
	hatch := draw.LineStyle{Color: s.palette.Hatch, Width: 3 * chart.Dot}
	for i, one := range s.strips {
		middle := c.Max.Y - (vg.Length(i)+0.5)*stripRow
		low, high := middle-stripHeight/2, middle+stripHeight/2
		for _, span := range one.spans {
			if span.From >= s.time.To || span.To <= s.time.From {
				continue
			}
			from, to := visible(x(span.From), x(span.To))
			chart.Rectangle(c, s.palette.Outage, from, low, to, high)
			if one.seen {
				chart.Hatch(c, hatch, 12*chart.Dot, from, low, to, high)
			}
		}
		if n := len(one.spans); n > 0 && one.spans[n-1].To > s.time.To {
			base := c.Max.X + 4*chart.Dot
			c.FillPolygon(s.palette.Outage, []vg.Point{
				{X: base, Y: low}, {X: c.Max.X + stripArrow, Y: middle}, {X: base, Y: high}})
		}
		s.style().Write(c, c.Min.X-labelGap, middle, 1, s.labelled(one))
		s.totalStyle().Write(c, c.Max.X+totalGap, middle, 0, one.total)
	}
}

// labelled returns the label of a strip. If there is too little room, the keyspace's name is cut.
func (s *strips) labelled(one strip) string {
	if one.keyspace == "" {
		return one.label
	}
	style, rest := s.style(), ": "+one.label
	return style.CutMiddle(one.keyspace, s.limit-style.Width(rest)) + rest
}

func (s *strips) style() chart.TextStyle      { return chart.Sans(7.5, s.palette.Text) }
func (s *strips) totalStyle() chart.TextStyle { return chart.Bold(8.5, s.palette.Text) }

// width returns the width of the longest label.
func (s *strips) width() vg.Length {
	style, longest := s.style(), vg.Length(0)
	for _, one := range s.strips {
		longest = max(longest, style.Width(s.labelled(one)))
	}
	return min(longest, s.limit)
}

// totalWidth returns the width of the longest total.
func (s *strips) totalWidth() vg.Length {
	style, longest := s.totalStyle(), vg.Length(0)
	for _, one := range s.strips {
		longest = max(longest, style.Width(one.total))
	}
	return longest
}
