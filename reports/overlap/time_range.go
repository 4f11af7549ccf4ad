package overlap

import (
	"time"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/sim"
)

// timeScaleOf chooses the range of time to show: from a little before the first reparent to a little after the last
// outage and buffering. What never ended runs to the edge. So does an outage that only the vtgate still believed in, if
// it outlasts everything else by far and would squeeze the rest. Its beginning is shown if it is near.
func timeScaleOf(story *record.Story) chart.TimeScale {
	first, last, unended := extentOf(story)
	if first > last {
		return chart.NewTimeScale(0, max(story.End, sim.Time(time.Second)))
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
	return chart.NewTimeScale(first.Add(-margin), to)
}

// extentOf returns the first and the last instant of reparents and bufferings, and whether any of them outlasts the
// replication. If there are none, first is later than last.
func extentOf(story *record.Story) (first, last sim.Time, open bool) {
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
	for i := range story.Bufferings {
		span := spanOf(&story.Bufferings[i])
		include(span.From, span.To)
	}
	if story.DeadlockAt <= story.End {
		include(min(first, story.DeadlockAt), story.DeadlockAt)
	}
	return first, last, open
}
