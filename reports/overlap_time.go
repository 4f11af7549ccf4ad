package reports

import (
	"math"
	"strconv"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// overlapTime is the time axis that all panels share.
type overlapTime struct {
	from, to sim.Time
	unit     time.Duration
	name     string   // of the unit
	origin   sim.Time // what the labels count from
}

// overlapUnits lists the units of the axis and the shortest range that each is for.
var overlapUnits = []struct {
	unit     time.Duration
	name     string
	shortest time.Duration
	origins  time.Duration // labels count from a multiple of this where they would be too long
}{
	{time.Hour, "h", 10 * time.Hour, 24 * time.Hour},
	{time.Minute, "min", 10 * time.Minute, time.Hour},
	{time.Second, "s", 200 * time.Millisecond, time.Minute},
	{time.Millisecond, "ms", 200 * time.Microsecond, time.Second},
	{time.Microsecond, "µs", 0, time.Millisecond},
}

// overlapLongLabel is the number of units from which labels would be too long.
const overlapLongLabel = 10000

// newOverlapTime chooses the range of time that is worth showing: from a little before the first reparent
// to a little after the last outage and buffering. What never ended runs to the edge. A belief of the
// vtgate that outlasts everything else by far does so too, or it would squeeze the rest; its beginning is
// shown if that is near.
func newOverlapTime(story *record.Story) overlapTime {
	first, last, unended := overlapExtent(story)
	if first > last {
		return overlapTimeOf(0, max(story.End, sim.Time(time.Second)))
	}
	extent, believed := max(last.Sub(first), time.Microsecond), false
	limit := min(last.Add(extent+extent/2), story.End)
	for _, spans := range story.Seen {
		for _, s := range spans {
			switch {
			case s.To <= limit:
				last = max(last, s.To)
			case s.From <= limit:
				last, believed = max(last, s.From), true
			}
		}
	}
	extent = max(last.Sub(first), time.Microsecond)
	margin := extent / 40
	to := last.Add(margin)
	switch {
	case unended:
		to = max(to, min(story.End, last.Add(max(extent/4, 10*time.Second))))
	case believed:
		to = max(to, min(story.End, last.Add(extent/4)))
	}
	return overlapTimeOf(first.Add(-margin), to)
}

// overlapExtent returns the first and the last instant of reparents and bufferings, and whether any of
// them goes on beyond the replication.
func overlapExtent(story *record.Story) (first, last sim.Time, open bool) {
	first, last = sim.Never, -1
	include := func(from, to sim.Time) {
		first, last = min(first, from), max(last, from)
		if to <= story.End {
			last = max(last, to)
		} else {
			open = true
		}
	}
	for _, e := range story.Timeline.Reparents {
		include(e.Start, e.Down)
		include(e.Start, e.Up)
	}
	for _, b := range story.Bufferings {
		stop := b.Stop
		if b.Reason == record.StillBuffering {
			stop = sim.Never
		}
		include(b.Start, stop)
	}
	if story.DeadlockAt <= story.End {
		include(min(first, story.DeadlockAt), story.DeadlockAt)
	}
	return first, last, open
}

func overlapTimeOf(from, to sim.Time) overlapTime {
	for _, u := range overlapUnits {
		if to.Sub(from) >= u.shortest {
			axis := overlapTime{from: from, to: to, unit: u.unit, name: u.name}
			if time.Duration(to)/u.unit >= overlapLongLabel {
				axis.origin = from - from%sim.Time(u.origins)
			}
			return axis
		}
	}
	return overlapTime{from: from, to: to, unit: time.Second, name: "s"}
}

// covers reports whether the instant lies in the range shown.
func (t overlapTime) covers(at sim.Time) bool { return t.from <= at && at <= t.to }

// label names the axis.
func (t overlapTime) label() string {
	if t.origin != 0 {
		return "simulated time after " + t.origin.String() + " (" + t.name + ")"
	}
	return "simulated time (" + t.name + ")"
}

// place returns how to place instants on the canvas: inside it, those out of range at its edge.
func (t overlapTime) place(c *draw.Canvas) func(sim.Time) vg.Length {
	left, perNanosecond := c.Min.X, (c.Max.X-c.Min.X)/vg.Length(t.to-t.from)
	return func(at sim.Time) vg.Length {
		return left + vg.Length(min(max(at, t.from), t.to)-t.from)*perNanosecond
	}
}

// overlapTick is a labelled instant on the axis.
type overlapTick struct {
	at    sim.Time
	label string
}

// ticks returns about a dozen round instants.
func (t overlapTime) ticks() []overlapTick {
	step := overlapRoundStep(float64(t.to-t.from) / float64(t.unit) / 14) // in units
	decimals := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	apart := max(sim.Time(math.Round(step*float64(t.unit))), 1)
	var ticks []overlapTick
	for at := (t.from - t.origin) / apart * apart; t.origin+at <= t.to; at += apart {
		if t.origin+at < t.from {
			continue
		}
		ticks = append(ticks, overlapTick{t.origin + at, strconv.FormatFloat(float64(at)/float64(t.unit), 'f', decimals, 64)})
	}
	return ticks
}

// overlapRoundStep returns the smallest of 1, 2, 5, 10, … (times powers of ten) that is not below the least.
func overlapRoundStep(least float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, factor := range []float64{1, 2, 5} {
		if factor*power >= least*(1-1e-9) {
			return factor * power
		}
	}
	return 10 * power
}

// overlapCounts marks whole numbers on an axis of counts.
type overlapCounts struct{}

var _ plot.Ticker = overlapCounts{}

// Ticks returns at most six whole numbers from zero on.
func (overlapCounts) Ticks(_, high float64) []plot.Tick {
	step := max(1, overlapRoundStep(high/5))
	var ticks []plot.Tick
	for n := 0.0; n <= high; n += step {
		ticks = append(ticks, plot.Tick{Value: n, Label: strconv.FormatFloat(n, 'f', 0, 64)})
	}
	return ticks
}
