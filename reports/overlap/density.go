package overlap

import (
	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/reports/chart"
)

// density says how much room a row has. The chart is never scaled to the number of rows; its rows are, in whole dots.
type density struct {
	row, bar, outage, endCap vg.Length // heights
	capWidth                 vg.Length
	mark                     vg.Length // reach of the mark of a dropped update
	label                    vg.Length // size of the labels' font
	labelEvery               int       // rows
	zebra                    bool
}

// Limits of the rows part of a chart.
const (
	mostRows     = 1024 // more shards share rows
	rowsAreaDots = 2048 // height of the rows where there is no space between them
)

// densityFor returns the measures for a chart of so many rows.
func densityFor(rows int) density {
	dots := func(row, bar, outage, endCap, capWidth, mark int, zebra bool) density {
		every, label := 1, vg.Length(6.75)
		if row >= 40 {
			label = 8.5
		}
		for row*every < 20 {
			every *= 2
		}
		in := func(dots int) vg.Length { return vg.Length(dots) * chart.Dot }
		return density{row: in(row), bar: in(bar), outage: in(outage), endCap: in(endCap), capWidth: in(capWidth),
			mark: in(mark), label: label, labelEvery: every, zebra: zebra}
	}
	switch {
	case rows <= 2:
		return dots(96, 60, 22, 70, 7, 14, true)
	case rows <= 4:
		return dots(64, 42, 16, 50, 7, 12, true)
	case rows <= 8:
		return dots(44, 30, 11, 36, 6, 11, true)
	case rows <= 16:
		return dots(32, 22, 8, 26, 5, 9, true)
	case rows <= 48:
		return dots(22, 16, 6, 20, 5, 8, true)
	case rows <= 128:
		return dots(14, 12, 4, 12, 5, 7, false)
	case rows <= rowsAreaDots/4:
		height := min(6, rowsAreaDots/rows)
		return dots(height, height, 2, height, 4, 6, false)
	default:
		// Too thin for a bar inside a bar: the outage covers the beginning of the buffering.
		return dots(2, 2, 2, 2, 4, 4, false)
	}
}
