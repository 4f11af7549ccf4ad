package chart

import (
	"math"
	"strconv"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/sim"
)

func TestTimeTicks(t *testing.T) {
	const month = 30 * 24 * time.Hour
	units := map[string]time.Duration{
		"h": time.Hour, "min": time.Minute, "s": time.Second, "ms": time.Millisecond, "µs": time.Microsecond}
	starts := []time.Duration{
		-time.Second, 0, 3 * time.Millisecond, 5 * time.Second, 29*time.Minute + 7, 10 * time.Hour, month + 1}
	for _, from := range starts {
		for length := 50 * time.Nanosecond; length <= 2*month; length = length*5/2 + 1 {
			scale := NewTimeScale(sim.Time(from), sim.Time(from+length))
			unit, ticks := scale.unit, scale.ticks()
			if units[unit.name] != unit.length {
				t.Fatalf("the unit %v is called %s", unit.length, unit.name)
			}
			if len(ticks) < 5 || len(ticks) > 16 {
				t.Errorf("from %v on for %v: %d ticks", from, length, len(ticks))
			}
			for i, tick := range ticks {
				value, err := strconv.ParseFloat(tick.label, 64)
				if err != nil {
					t.Fatal(err)
				}
				meant := scale.origin.Add(time.Duration(math.Round(value * float64(unit.length))))
				if meant != tick.at || !scale.Covers(tick.at) {
					t.Errorf("from %v on for %v: the label %s (%s after %v) stands at %v",
						from, length, tick.label, unit.name, scale.origin, tick.at)
				}
				if i > 1 && tick.at-ticks[i-1].at != ticks[1].at-ticks[0].at {
					t.Errorf("from %v on for %v: uneven ticks %v", from, length, ticks)
				}
			}
		}
	}
}

// A chart of nanoseconds late in a long replication is as exact as one at its beginning.
func TestTimePlace(t *testing.T) {
	for _, from := range []sim.Time{0, sim.Time(30 * 24 * time.Hour)} {
		scale := NewTimeScale(from, from+100)
		c := draw.Canvas{Rectangle: vg.Rectangle{Min: vg.Point{X: 10}, Max: vg.Point{X: 1010}}}
		x := scale.Place(&c)
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
