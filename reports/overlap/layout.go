package overlap

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/reports/text"
)

// Measures of the chart.
const (
	leastHeight = 760 * chart.Dot
	labelsWidth = 330 * chart.Dot // the largest width of the labels
	noteLine    = 28 * chart.Dot

	concurrencyHeight = 310 * chart.Dot
	concurrencyLow    = 230 * chart.Dot // below few rows, which a higher panel would dwarf
	fewRows           = 8
	panelGap          = 16 * chart.Dot
	deadlockLabel     = 34 * chart.Dot
)

// layout holds everything in the chart and its place.
type layout struct {
	palette     *chart.Palette
	time        chart.TimeScale
	density     density
	rows        []row
	labels      *rowLabels
	drops       *dropMarks
	strips      *strips
	concurrency *concurrency
	legend      *chart.Legend
	bands       chart.Bands
	headers     []headerLine
	notes       []string
	deadlocked  bool
	deadlock    chart.Instant
	height      vg.Length

	rowsAt, stripsAt, concurrencyAt, legendAt vg.Rectangle
	axisTitleX, notesTop                      vg.Length
}

func newLayout(story *record.Story, outages *mergedOutages, palette *chart.Palette) *layout {
	shards, elsewhere := rowsOf(story)
	rows, shardsPerRow := binned(shards, mostRows)
	scale, density := timeScaleOf(story), densityFor(len(rows))
	l := &layout{palette: palette, time: scale, density: density, rows: rows,
		deadlocked: story.DeadlockAt <= story.End}
	l.labels = &rowLabels{rows: rows, density: density, limit: labelsWidth, palette: palette}
	l.drops = &dropMarks{rows: rows, density: density, time: scale, replicas: density.zebra, palette: palette}
	l.strips = &strips{strips: outages.strips(), time: scale, limit: labelsWidth, palette: palette}
	l.bands = chart.Bands{Spans: outages.anyActual, Scale: scale, Palette: palette}
	l.concurrency = newConcurrency(shards, scale, palette)
	l.legend = newLegend(story, l.drops)
	l.deadlock = chart.Instant{At: story.DeadlockAt, Scale: scale, Ink: palette.Deadlock}
	never := len(story.Timeline.Layout.Shards) - len(shards)
	l.notes = omissions(shardsPerRow, never, elsewhere, l.drops)
	return l
}

// place gives every part its rectangle, from the top down.
func (l *layout) place(c *Chart) {
	const dot = chart.Dot
	left := chart.Margin + 44*dot + max(l.labels.width(), l.strips.width(), 60*dot) + labelGap
	right := chart.Width - max(chart.Margin, totalGap+l.strips.totalWidth()+20*dot)
	l.axisTitleX = chart.Margin + 6*dot

	room := chart.Width - left - chart.Margin
	headers, header := headerLines(c, l.palette, room)
	l.headers = headers
	legend := l.legend.Height(room)
	above := 4 * dot
	if l.deadlocked {
		above += deadlockLabel
		l.deadlock.Label = "deadlock at " + text.Duration(l.deadlock.At.Sub(0))
	}
	rows := vg.Length(max(len(l.rows), 1)) * l.density.row
	strips := vg.Length(len(l.strips.strips)) * stripRow
	foot := chart.TimeAxisHeight + vg.Length(len(l.notes))*noteLine + 20*dot
	fixed := header + legend + above + rows + panelGap + strips + panelGap + foot
	concurrency := concurrencyHeight
	if len(l.rows) <= fewRows {
		concurrency = concurrencyLow
	}
	concurrency = max(concurrency, leastHeight-fixed)
	l.height = fixed + concurrency

	top := l.height - header
	at := func(height vg.Length) vg.Rectangle {
		rectangle := vg.Rectangle{Min: vg.Point{X: left, Y: top - height}, Max: vg.Point{X: right, Y: top}}
		top -= height
		return rectangle
	}
	l.legendAt = at(legend)
	l.legendAt.Max.X = chart.Width - chart.Margin
	top -= above
	l.rowsAt = at(rows)
	top -= panelGap
	l.stripsAt = at(strips)
	top -= panelGap
	l.concurrencyAt = at(concurrency)
	l.notesTop = top - chart.TimeAxisHeight
}

// panels returns the panels from the top down. Within a panel, later plotters draw over earlier ones.
func (l *layout) panels() []chart.Panel {
	grid := chart.TimeGrid{Scale: l.time, Palette: l.palette}
	var rows []plot.Plotter
	if l.density.zebra {
		rows = append(rows, zebra{len(l.rows), l.density.row, l.palette})
	}
	rows = append(rows, grid, l.bands, &rowBars{l.rows, l.density, l.time, l.palette}, l.labels, l.drops)
	if len(l.rows) == 0 {
		rows = append(rows, notice{"no shard was reparented", l.palette})
	}
	strips := []plot.Plotter{grid, l.bands, l.strips}
	concurrency := []plot.Plotter{grid, chart.CountAxis{Palette: l.palette}, l.bands, l.concurrency,
		chart.TimeAxis{Scale: l.time, Palette: l.palette}}
	if l.deadlocked {
		line := l.deadlock
		rows = append(rows, line)
		line.Label = ""
		strips, concurrency = append(strips, line), append(concurrency, line)
	}
	concurrency = append(concurrency, concurrencyLegend{l.concurrency, l.bands})
	return []chart.Panel{
		chart.NewPanel(1, l.rowsAt, rows...),
		chart.NewPanel(1, l.stripsAt, strips...),
		chart.NewPanel(l.concurrency.height(), l.concurrencyAt, concurrency...),
	}
}
