package overlap

import (
	"testing"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

func TestTimeRange(t *testing.T) {
	unending := record.Buffering{Start: instant(10.1), Stop: sim.Never}
	for _, test := range []struct {
		name        string
		story       *record.Story
		first, last float64 // that must be shown
		least, most float64 // share of the width from the first to the last
	}{
		{"all ends", one(buffered(0, 10, 14, record.NewPrimarySeen, 0)), 9.5, 14, 0.9, 0.97},
		{"never ends", one(unending), 9.5, 20, 0.7, 0.97},
		{"outage past the end",
			with(one(), func(r *record.Story) { r.Timeline.Reparents[0].Up = r.End + 1 }), 9.5, 20, 0.9, 1},
		{"ends with the replication",
			with(one(unending), func(r *record.Story) { r.End = instant(13) }), 9.5, 13, 0.9, 1},
	} {
		scale := timeScaleOf(test.story)
		if !scale.Covers(instant(test.first)) || !scale.Covers(instant(test.last)) {
			t.Errorf("%s: shown from %v to %v", test.name, scale.From, scale.To)
		}
		if scale.From >= instant(test.first) {
			t.Errorf("%s: begins at %v, without a margin", test.name, scale.From)
		}
		share := (test.last - test.first) / scale.To.Sub(scale.From).Seconds()
		if share < test.least || share > test.most {
			t.Errorf("%s: from %v to %v, of which %.2f are of interest", test.name, scale.From, scale.To, share)
		}
	}
}
