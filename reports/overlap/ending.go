package overlap

import (
	"image/color"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/chart"
)

// ending is how a buffering ended, as far as the chart distinguishes it. The later of two is the worse: a bar that
// stands for several bufferings has the worst of their endings.
type ending uint8

const (
	endedByNewPrimary ending = iota
	endedByResharding
	endedByTimeout
	unended
	endings // their number
)

func endingOf(b *record.Buffering) ending {
	switch b.Reason {
	case record.NewPrimarySeen:
		return endedByNewPrimary
	case record.MaxDurationExceeded:
		return endedByTimeout
	case record.ReshardingComplete:
		return endedByResharding
	}
	return unended
}

// endingLabels are the labels of the endings in the legend.
var endingLabels = [endings]string{
	endedByNewPrimary: "buffering → NewPrimarySeen",
	endedByTimeout:    "buffering → MaxDurationExceeded",
	endedByResharding: "buffering → ReshardingComplete",
	unended:           "buffering that never ended",
}

// colour returns the colour of a bar with this ending. If the bar stands for several bufferings, of which the given
// share timed out, the colour is a blend.
func (e ending) colour(palette *chart.Palette, timedOut float64) color.Color {
	switch e {
	case endedByNewPrimary:
		return palette.NewPrimary
	case endedByTimeout:
		return chart.Blend(palette.NewPrimary, palette.Timeout, 0.25+0.75*timedOut)
	case endedByResharding:
		return palette.Resharding
	}
	return palette.Unended
}
