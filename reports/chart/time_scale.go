package chart

import (
	"math"
	"strconv"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/reparentsim/reparentsim/sim"
)

// TimeScale places instants of a range of virtual time. All panels of a chart share one.
type TimeScale struct {
	From, To sim.Time

	unit   *timeUnit
	origin sim.Time // the labels count from here
}

// timeUnit is a unit in which a time axis is labelled.
type timeUnit struct {
	length   time.Duration
	name     string
	shortest time.Duration // the shortest range that the unit is for
	origins  time.Duration // labels that would be too long count from a multiple of this
}

// timeUnits lists the units from the longest to the shortest.
var timeUnits = []timeUnit{
	{time.Hour, "h", 10 * time.Hour, 24 * time.Hour},
	{time.Minute, "min", 10 * time.Minute, time.Hour},
	{time.Second, "s", 200 * time.Millisecond, time.Minute},
	{time.Millisecond, "ms", 200 * time.Microsecond, time.Second},
	{time.Microsecond, "µs", 0, time.Millisecond},
}

// longLabel is the number of units from which labels would be too long.
const longLabel = 10000

// NewTimeScale returns the scale of a range.
func NewTimeScale(from, to sim.Time) TimeScale {
	s := TimeScale{From: from, To: to}
	for i := range timeUnits {
		if s.unit = &timeUnits[i]; to.Sub(from) >= s.unit.shortest {
			break
		}
	}
	if time.Duration(to)/s.unit.length >= longLabel {
		s.origin = from - from%sim.Time(s.unit.origins)
	}
	return s
}

// Covers reports whether the instant lies in the range.
func (s TimeScale) Covers(at sim.Time) bool { return s.From <= at && at <= s.To }

// Place returns how to place instants on the canvas: inside it, and at its edge if they are out of range.
func (s TimeScale) Place(c *draw.Canvas) func(sim.Time) vg.Length {
	left, perNanosecond := c.Min.X, (c.Max.X-c.Min.X)/vg.Length(s.To-s.From)
	return func(at sim.Time) vg.Length {
		return left + vg.Length(min(max(at, s.From), s.To)-s.From)*perNanosecond
	}
}

// label names the axis.
func (s TimeScale) label() string {
	if s.origin != 0 {
		return "simulated time after " + s.origin.String() + " (" + s.unit.name + ")"
	}
	return "simulated time (" + s.unit.name + ")"
}

// timeTick is a labelled instant on the axis.
type timeTick struct {
	at    sim.Time
	label string
}

// ticks returns about a dozen round instants.
func (s TimeScale) ticks() []timeTick {
	unit := s.unit.length
	step := roundStep(float64(s.To-s.From) / float64(unit) / 14) // in units
	decimals := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	apart := max(sim.Time(math.Round(step*float64(unit))), 1)
	var ticks []timeTick
	for at := (s.From - s.origin) / apart * apart; s.origin+at <= s.To; at += apart {
		if s.origin+at < s.From {
			continue
		}
		label := strconv.FormatFloat(float64(at)/float64(unit), 'f', decimals, 64)
		ticks = append(ticks, timeTick{s.origin + at, label})
	}
	return ticks
}

// roundStep returns the smallest of 1, 2, 5, 10, … (times powers of ten) that is not below the least.
func roundStep(least float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, factor := range []float64{1, 2, 5} {
		if factor*power >= least*(1-1e-9) {
			return factor * power
		}
	}
	return 10 * power
}
