package reports

import (
	"math"
	"strconv"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

func TestOverlapTimeTicks(t *testing.T) {
	const month = 30 * 24 * time.Hour
	units := map[string]time.Duration{"h": time.Hour, "min": time.Minute, "s": time.Second, "ms": time.Millisecond, "µs": time.Microsecond}
	for _, from := range []time.Duration{-time.Second, 0, 3 * time.Millisecond, 5 * time.Second, 29*time.Minute + 7, 10 * time.Hour, month + 1} {
		for length := 50 * time.Nanosecond; length <= 2*month; length = length*5/2 + 1 {
			axis := overlapTimeOf(sim.Time(from), sim.Time(from+length))
			ticks := axis.ticks()
			if len(ticks) < 5 || len(ticks) > 16 {
				t.Errorf("from %v on for %v: %d ticks", from, length, len(ticks))
			}
			for i, tick := range ticks {
				value, err := strconv.ParseFloat(tick.label, 64)
				if err != nil {
					t.Fatal(err)
				}
				if units[axis.name] != axis.unit {
					t.Fatalf("the unit %v is called %s", axis.unit, axis.name)
				}
				if meant := axis.origin.Add(time.Duration(math.Round(value * float64(axis.unit)))); meant != tick.at || !axis.covers(tick.at) {
					t.Errorf("from %v on for %v: the label %s (%s after %v) stands at %v", from, length, tick.label, axis.name, axis.origin, tick.at)
				}
				if i > 1 && tick.at-ticks[i-1].at != ticks[1].at-ticks[0].at {
					t.Errorf("from %v on for %v: uneven ticks %v", from, length, ticks)
				}
			}
		}
	}
}

// A chart of nanoseconds late in a long replication is as exact as one at its beginning.
func TestOverlapTimePlace(t *testing.T) {
	for _, from := range []sim.Time{0, instant(30 * 24 * 3600)} {
		axis := overlapTimeOf(from, from+100)
		c := draw.Canvas{Rectangle: vg.Rectangle{Min: vg.Point{X: 10}, Max: vg.Point{X: 1010}}}
		x := axis.place(&c)
		for ns, want := range map[sim.Time]vg.Length{-5: 10, 0: 10, 1: 20, 50: 510, 99: 1000, 100: 1010, 101: 1010} {
			if got := x(from + ns); math.Abs(float64(got-want)) > 1e-9 {
				t.Errorf("%d ns after %v: at %v, want %v", ns, from, got, want)
			}
		}
		if got := x(sim.Never); got != 1010 {
			t.Errorf("never is at %v, want at the edge", got)
		}
	}
}

func TestOverlapTimeRange(t *testing.T) {
	unending := record.Buffering{Start: instant(10.1), Stop: sim.Never}
	for _, test := range []struct {
		name        string
		story       *record.Story
		first, last float64 // that must be shown
		least, most float64 // share of the width from the first to the last
	}{
		{"all ends", one(buffered(0, 10, 14, record.NewPrimarySeen, 0)), 9.5, 14, 0.9, 0.97},
		{"never ends", one(unending), 9.5, 20, 0.7, 0.97},
		{"outage past the end", with(one(), func(r *record.Story) { r.Timeline.Reparents[0].Up = r.End + 1 }), 9.5, 20, 0.9, 1},
		{"ends with the replication", with(one(unending), func(r *record.Story) { r.End = instant(13) }), 9.5, 13, 0.9, 1},
	} {
		axis := newOverlapTime(test.story)
		if !axis.covers(instant(test.first)) || !axis.covers(instant(test.last)) {
			t.Errorf("%s: shown from %v to %v", test.name, axis.from, axis.to)
		}
		if axis.from >= instant(test.first) {
			t.Errorf("%s: begins at %v, without a margin", test.name, axis.from)
		}
		if share := (test.last - test.first) / axis.to.Sub(axis.from).Seconds(); share < test.least || share > test.most {
			t.Errorf("%s: from %v to %v, of which %.2f are of interest", test.name, axis.from, axis.to, share)
		}
	}
}
