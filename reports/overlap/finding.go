package overlap

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// finding holds what the title of a chart is made from.
type finding struct {
	reparents, bufferings       int
	outages, unbuffered         int // outages, and those that no buffering of their shard touches
	premature                   int // bufferings that ended with a new primary while their own shard was down
	dropped, droppedOfPrimaries int
	timedOut, never             int // bufferings that timed out, and those that never ended
	causes                      [len(record.TimeoutCauses)]int
	lost                        int // bufferings that timed out because of a dropped update
	deadlocked                  bool
	deadlockAt                  sim.Time
	longestOutage               time.Duration // the longest merged outage of any keyspace
	promoted                    bool          // all reparents ended
	afterPromotion              time.Duration // from the last promotion to the end of the last buffering, if promoted
}

func newFinding(story *record.Story, outages *mergedOutages) finding {
	f := finding{
		reparents: len(story.Timeline.Reparents), bufferings: len(story.Bufferings), dropped: len(story.Drops),
		deadlocked: story.DeadlockAt <= story.End, deadlockAt: story.DeadlockAt,
		promoted: len(story.Timeline.Reparents) > 0,
	}
	for _, d := range story.Drops {
		if d.Update.Type == health.Primary {
			f.droppedOfPrimaries++
		}
	}
	var lastStop, lastUp sim.Time
	for i := range story.Bufferings {
		b := &story.Bufferings[i]
		switch endingOf(b) {
		case endedByTimeout:
			f.timedOut++
			f.causes[b.Cause]++
		case unended:
			f.never++
			continue
		}
		lastStop = max(lastStop, b.Stop)
	}
	f.lost = f.causes[record.TimeoutLostUpdate] + f.causes[record.TimeoutOtherLostUpdate]
	for _, e := range story.Timeline.Reparents {
		lastUp = max(lastUp, e.Up)
		f.promoted = f.promoted && e.Up <= story.End
	}
	if f.promoted {
		f.afterPromotion = lastStop.Sub(lastUp)
	}
	for _, merged := range outages.actual {
		_, longest, _ := total(merged, story.End)
		f.longestOutage = max(f.longestOutage, longest)
	}
	f.findGaps(story)
	return f
}
