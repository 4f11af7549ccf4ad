package reports

import "gonum.org/v1/plot/vg"

// overlapDensity is how much room a row has. The figure is never scaled to the number of rows; the rows
// are, in whole dots.
type overlapDensity struct {
	row, bar, outage, endCap vg.Length // heights
	capWidth                 vg.Length
	mark                     vg.Length // reach of the mark of a dropped update
	label                    vg.Length // size of the font of labels
	labelEvery               int
	zebra                    bool
}

// Limits of the rows part of a chart.
const (
	overlapMaxRows  = 1024 // more shards share rows
	overlapRowsArea = 2048 // dots, of rows thinner than the thinnest with space between them
)

// newOverlapDensity returns the measures for a chart of so many rows.
func newOverlapDensity(rows int) overlapDensity {
	dots := func(row, bar, outage, endCap, capWidth, mark int, zebra bool) overlapDensity {
		every, label := 1, vg.Length(6.75)
		if row >= 40 {
			label = 8.5
		}
		for row*every < 20 {
			every *= 2
		}
		return overlapDensity{row: vg.Length(row) * chartDot, bar: vg.Length(bar) * chartDot, outage: vg.Length(outage) * chartDot,
			endCap: vg.Length(endCap) * chartDot, capWidth: vg.Length(capWidth) * chartDot, mark: vg.Length(mark) * chartDot,
			label: label, labelEvery: every, zebra: zebra}
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
	case rows <= overlapRowsArea/4:
		height := min(6, overlapRowsArea/rows)
		return dots(height, height, 2, height, 4, 6, false)
	default:
		// Too thin for a bar inside a bar: the outage covers the beginning of the buffering.
		return dots(2, 2, 2, 2, 4, 4, false)
	}
}
