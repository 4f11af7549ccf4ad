package reports

import (
	"fmt"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim"
)

// overlapFinding is what the title of a chart is made of.
type overlapFinding struct {
	reparents, bufferings       int
	outages, unbuffered         int // outages, and those that no buffering of their shard touches
	premature                   int // bufferings that ended, for a new primary, while their own shard was down
	dropped, droppedOfPrimaries int
	timedOut, never             int
	causes                      [len(record.TimeoutCauses)]int
	lost                        int // of the timed out, those that a dropped update caused
	deadlocked                  bool
	deadlockAt                  sim.Time
	longestOutage               time.Duration // the longest that any keyspace had, merged
	afterPromotion              time.Duration // from the last promotion to the end of the last buffering
	promoted                    bool          // all reparents ended, so that afterPromotion means something
}

func newOverlapFinding(story *record.Story, outages *overlapOutages) overlapFinding {
	f := overlapFinding{reparents: len(story.Timeline.Reparents), bufferings: len(story.Bufferings),
		dropped: len(story.Drops), deadlocked: story.DeadlockAt <= story.End, deadlockAt: story.DeadlockAt, promoted: len(story.Timeline.Reparents) > 0}
	for _, d := range story.Drops {
		if d.Update.Type == health.Primary {
			f.droppedOfPrimaries++
		}
	}
	var lastStop, lastUp sim.Time
	for i := range story.Bufferings {
		b := &story.Bufferings[i]
		switch overlapEndingOf(b) {
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
		_, longest, _ := overlapTotal(merged, story.End)
		f.longestOutage = max(f.longestOutage, longest)
	}
	f.compare(story)
	return f
}

// title states the finding in one sentence that the numbers support.
func (f *overlapFinding) title() string {
	switch {
	case f.deadlocked:
		return f.deadlockTitle()
	case f.reparents == 0 && f.bufferings == 0:
		return f.dropClause("Nothing to see") + ": no shard is reparented"
	case f.bufferings == 0:
		return f.dropClause("Nothing dropped") + ", nothing buffered in " + text.Count(f.reparents, "reparent", "reparents")
	case f.timedOut == 0 && f.never > 0:
		return f.dropClause("Nothing dropped") + ": " + f.share(f.never) + " never ended" + f.gapClause()
	case f.timedOut == 0 && f.premature+f.unbuffered > 0:
		return f.dropClause("Nothing dropped") + ", nothing timed out, but " + f.gaps()
	case f.timedOut == 0:
		return f.dropClause("Nothing dropped") + ", nothing timed out" + f.endClause()
	case f.dropped == 0:
		return "Nothing lost, and still " + f.share(f.timedOut) + " timed out" + f.causeClause() + f.gapClause()
	case f.lost == 0:
		return fmt.Sprintf("%s, and for other reasons %s timed out%s%s", f.dropClause(""), f.share(f.timedOut), f.causeClause(), f.gapClause())
	case f.lost < f.timedOut:
		return fmt.Sprintf("%s: %s timed out, %d for want of a lost one%s", f.dropClause(""), f.share(f.timedOut), f.lost, f.gapClause())
	}
	return f.dropClause("") + ": " + f.share(f.timedOut) + " timed out" + f.gapClause()
}

func (f *overlapFinding) deadlockTitle() string {
	title := "vtgate deadlocks at " + text.Duration(f.deadlockAt.Sub(0))
	switch {
	case f.never > 0 && f.timedOut > 0:
		return fmt.Sprintf("%s: %s never ended, %d timed out%s", title, f.share(f.never), f.timedOut, f.gapClause())
	case f.never > 0:
		return title + ": " + f.share(f.never) + " never ended" + f.gapClause()
	case f.timedOut > 0:
		return title + ": " + f.share(f.timedOut) + " timed out" + f.gapClause()
	case f.premature+f.unbuffered > 0:
		return title + ": " + f.gaps()
	}
	return title
}

// dropClause counts the dropped updates; none is told in the given words.
func (f *overlapFinding) dropClause(none string) string {
	updates := text.Count(f.dropped, "dropped update", "dropped updates")
	switch {
	case f.dropped == 0:
		return none
	case f.droppedOfPrimaries == f.dropped:
		return updates
	case f.droppedOfPrimaries == 0 && f.dropped == 1:
		return updates + " of a replica"
	case f.droppedOfPrimaries == 0:
		return updates + " of replicas"
	}
	return fmt.Sprintf("%s, %d of primaries", updates, f.droppedOfPrimaries)
}

// share says how many of the bufferings.
func (f *overlapFinding) share(n int) string {
	switch {
	case f.bufferings == 1:
		return "the only buffering"
	case n == f.bufferings:
		return fmt.Sprintf("all %d bufferings", n)
	}
	return fmt.Sprintf("%d of %d bufferings", n, f.bufferings)
}

// endClause says when the last buffering ended, if all promotions are known.
func (f *overlapFinding) endClause() string {
	if !f.promoted {
		return ": " + text.Count(f.bufferings, "buffering", "bufferings")
	}
	which := fmt.Sprintf("the last of %d bufferings", f.bufferings)
	if f.bufferings == 1 {
		which = "the only buffering"
	}
	promotion := "the last promotion"
	if f.reparents == 1 {
		promotion = "the promotion"
	}
	switch {
	case f.afterPromotion < 0:
		return fmt.Sprintf(": %s ended %s before %s", which, text.Duration(-f.afterPromotion), promotion)
	case f.afterPromotion == 0:
		return fmt.Sprintf(": %s ended with %s", which, promotion)
	}
	return fmt.Sprintf(": %s ended %s after %s", which, text.Duration(f.afterPromotion), promotion)
}

// overlapCauses words the causes other than lost updates and deadlocks, which have titles of their own.
var overlapCauses = map[record.TimeoutCause]string{
	record.TimeoutSlowReparent:    "their own reparents took too long",
	record.TimeoutNotAccepted:     "the new primary was not accepted",
	record.TimeoutStaleNotServing: "late news of an old primary put the shard down again",
	record.TimeoutInFlight:        "the news was still on the network",
	record.TimeoutBacklog:         "the news waited in vtgate's queue",
	record.TimeoutOtherLate:       "the news of another shard was late",
}

// causeClause names the most frequent cause of the time-outs.
func (f *overlapFinding) causeClause() string {
	most := record.TimeoutCause(0)
	for cause, n := range f.causes {
		if n > f.causes[most] {
			most = record.TimeoutCause(cause)
		}
	}
	words := overlapCauses[most]
	if most == record.TimeoutSlowReparent && f.causes[most] == 1 {
		words = "its own reparent took too long"
	}
	if most == record.TimeoutOverlap {
		words = "outages overlap for " + text.Duration(f.longestOutage)
	}
	switch n := f.causes[most]; {
	case words == "":
		return ""
	case n == f.timedOut:
		return ": " + words
	default:
		return fmt.Sprintf(", %d of them because %s", n, words)
	}
}
