package reports

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim"
)

// Measures of the chart.
const (
	overlapWidth    = 1900 * chartDot
	overlapMinimum  = 760 * chartDot // height
	overlapMargin   = 40 * chartDot
	overlapLabels   = 330 * chartDot // widest column of labels
	overlapNoteLine = 28 * chartDot

	overlapConcurrencyHeight = 310 * chartDot
	overlapConcurrencyLow    = 230 * chartDot // beside few rows, which it would dwarf
	overlapFewRows           = 8
	overlapPanelGap          = 16 * chartDot
	overlapTimeAxisHeight    = 92 * chartDot
	overlapDeadlockLabel     = 34 * chartDot
)

// overlapLayout is everything in the chart, with its place.
type overlapLayout struct {
	colours       *palette
	time          overlapTime
	density       overlapDensity
	rows          []overlapRow
	rowsLabel     string
	labels        *panelRowLabels
	drops         *panelDrops
	strips        *panelStrips
	concurrency   *panelConcurrency
	legend        *panelLegend
	bands         panelBands
	headers       []overlapHeaderLine
	notes         []string
	deadlocked    bool
	deadlock      panelInstant
	width, height vg.Length

	rowsAt, stripsAt, concurrencyAt, legendAt vg.Rectangle
	axisTitleX, notesTop                      vg.Length
}

func newOverlapLayout(story *record.Story, outages *overlapOutages, colours *palette) *overlapLayout {
	shards, elsewhere := overlapRows(story)
	rows, shardsPerRow := overlapBins(shards, overlapMaxRows)
	l := &overlapLayout{colours: colours, time: newOverlapTime(story), density: newOverlapDensity(len(rows)), rows: rows,
		rowsLabel: "shard (in order of reparent)", deadlocked: story.DeadlockAt <= story.End}
	l.labels = &panelRowLabels{rows: rows, density: l.density, limit: overlapLabels, colours: colours}
	l.drops = &panelDrops{rows: rows, density: l.density, time: l.time, replicas: l.density.zebra, colours: colours}
	l.strips = &panelStrips{strips: outages.strips(), time: l.time, limit: overlapLabels, colours: colours}
	l.bands = panelBands{outages.union, l.time, colours}
	l.concurrency = newOverlapConcurrency(shards, l.time, colours)
	l.legend = newOverlapLegend(story, l.drops)
	l.deadlock = panelInstant{at: story.DeadlockAt, time: l.time, colours: colours}
	l.notes = l.noted(story, len(shards), shardsPerRow, elsewhere)
	return l
}

func newOverlapConcurrency(shards []overlapRow, span overlapTime, colours *palette) *panelConcurrency {
	n := &panelConcurrency{time: span, colours: colours}
	var outages, bufferings []record.Span
	for i := range shards {
		outages = append(outages, overlapUnion(shards[i].outages)...) // a shard that is down twice is one shard
		for _, b := range shards[i].bufferings {
			bufferings = append(bufferings, b.Span)
		}
	}
	n.outage, n.outagePeak = overlapSteps(outages)
	n.buffering, n.bufferingPeak = overlapSteps(bufferings)
	return n
}

// noted says what the chart leaves out.
func (l *overlapLayout) noted(story *record.Story, shown, shardsPerRow, elsewhere int) []string {
	var notes []string
	shards := len(overlapNames(story))
	if shardsPerRow > 1 {
		notes = append(notes, fmt.Sprintf("Each row stands for %d shards that follow one another in the order of reparent: it is in outage or buffering when any of them is; the more of them time out, the more orange.", shardsPerRow))
	}
	if left := shards - shown; left > 0 && shown > 0 {
		note := text.Count(left, "shard that was never reparented is left out", "shards that were never reparented are left out")
		if elsewhere > 0 {
			note += ", with " + text.Count(elsewhere, "dropped update", "dropped updates")
		}
		notes = append(notes, note+".")
	}
	_, quiet := l.drops.count(func(sim.Time) bool { return true })
	outside, quietOutside := l.drops.count(func(at sim.Time) bool { return !l.time.covers(at) })
	switch {
	case quiet > 0 && !l.drops.replicas:
		notes = append(notes, text.Count(quiet, "dropped update of a replica is not drawn.", "dropped updates of replicas are not drawn."))
	case quietOutside > 0:
		notes = append(notes, text.Count(quietOutside, "dropped update of a replica lies outside the time shown.", "dropped updates of replicas lie outside the time shown."))
	}
	if outside > 0 {
		notes = append(notes, text.Count(outside, "dropped update of a primary lies outside the time shown.", "dropped updates of primaries lie outside the time shown."))
	}
	return notes
}

// place gives everything its rectangle, from the top down.
func (l *overlapLayout) place(chart *Overlap) {
	left := overlapMargin + 44*chartDot + max(l.labels.width(), l.strips.width(), 60*chartDot) + panelLabelGap
	right := overlapWidth - max(overlapMargin, panelStripTotal+l.strips.totalWidth()+20*chartDot)
	l.axisTitleX = overlapMargin + 6*chartDot
	l.width = overlapWidth

	headers, header := overlapHeaders(chart, l.colours, overlapWidth-left-overlapMargin)
	l.headers = headers
	legend := vg.Length(len(l.legend.lines(overlapWidth-left-overlapMargin))) * panelLegendLine
	above := 4 * chartDot
	if l.deadlocked {
		above += overlapDeadlockLabel
		l.deadlock.label = "deadlock at " + text.Duration(l.deadlock.at.Sub(0))
	}
	rows := vg.Length(max(len(l.rows), 1)) * l.density.row
	strips := vg.Length(len(l.strips.strips)) * panelStripRow
	foot := overlapTimeAxisHeight + vg.Length(len(l.notes))*overlapNoteLine + 20*chartDot
	fixed := header + legend + above + rows + overlapPanelGap + strips + overlapPanelGap + foot
	concurrency := overlapConcurrencyHeight
	if len(l.rows) <= overlapFewRows {
		concurrency = overlapConcurrencyLow
	}
	concurrency = max(concurrency, overlapMinimum-fixed)
	l.height = fixed + concurrency

	top := l.height - header
	at := func(height vg.Length) vg.Rectangle {
		rectangle := vg.Rectangle{Min: vg.Point{X: left, Y: top - height}, Max: vg.Point{X: right, Y: top}}
		top -= height
		return rectangle
	}
	l.legendAt = at(legend)
	l.legendAt.Max.X = overlapWidth - overlapMargin
	top -= above
	l.rowsAt = at(rows)
	top -= overlapPanelGap
	l.stripsAt = at(strips)
	top -= overlapPanelGap
	l.concurrencyAt = at(concurrency)
	l.notesTop = top - overlapTimeAxisHeight
}

// panels returns the panels from the top down.
func (l *overlapLayout) panels() []panel {
	grid := panelGrid{l.time, l.colours}
	var rows []plot.Plotter
	if l.density.zebra {
		rows = append(rows, panelZebra{len(l.rows), l.density.row, l.colours})
	}
	rows = append(rows, grid, l.bands, &panelRows{l.rows, l.density, l.time, l.colours}, l.labels, l.drops)
	if len(l.rows) == 0 {
		rows = append(rows, panelNotice{"no shard was reparented", l.colours})
	}
	strips := []plot.Plotter{grid, l.bands, l.strips}
	concurrency := []plot.Plotter{grid, panelCountAxis{l.colours}, l.bands, l.concurrency, panelTimeAxis{l.time, l.colours}}
	if l.deadlocked {
		line := l.deadlock
		rows = append(rows, line)
		line.label = ""
		strips, concurrency = append(strips, line), append(concurrency, line)
	}
	concurrency = append(concurrency, panelConcurrencyLegend{l.concurrency, l.bands})
	return []panel{
		newPanel(1, l.rowsAt, rows...),
		newPanel(1, l.stripsAt, strips...),
		newPanel(l.concurrency.height(), l.concurrencyAt, concurrency...),
	}
}
