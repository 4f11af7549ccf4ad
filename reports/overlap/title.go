package overlap

import (
	"fmt"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/text"
)

// title states the finding in one sentence that the numbers support.
func (f *finding) title() string {
	switch {
	case f.deadlocked:
		return f.deadlockTitle()
	case f.reparents == 0 && f.bufferings == 0:
		return f.dropClause("Nothing happened") + ": no shard was reparented"
	case f.bufferings == 0:
		return f.dropClause("Nothing dropped") + ", nothing buffered in " +
			text.Count(f.reparents, "reparent", "reparents")
	case f.timedOut == 0 && f.never > 0:
		return f.dropClause("Nothing dropped") + ": " + f.share(f.never) + " never ended" + f.gapClause()
	case f.timedOut == 0 && f.premature+f.unbuffered > 0:
		return f.dropClause("Nothing dropped") + ", nothing timed out, but " + f.gaps()
	case f.timedOut == 0:
		return f.dropClause("Nothing dropped") + ", nothing timed out" + f.endClause()
	}
	timedOut, dropped := f.share(f.timedOut)+" timed out", f.dropClause("")
	switch {
	case f.dropped == 0:
		return "Nothing lost, and still " + timedOut + f.causeClause() + f.gapClause()
	case f.lost == 0:
		return dropped + ", but " + timedOut + " for other reasons" + f.causeClause() + f.gapClause()
	case f.lost < f.timedOut:
		return fmt.Sprintf("%s: %s, %d of them because of lost updates%s", dropped, timedOut, f.lost, f.gapClause())
	}
	return dropped + ": " + timedOut + f.gapClause()
}

func (f *finding) deadlockTitle() string {
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

// dropClause counts the dropped updates. If there are none, it returns the given words.
func (f *finding) dropClause(none string) string {
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

// share says how many of the bufferings that is.
func (f *finding) share(n int) string {
	switch {
	case f.bufferings == 1:
		return "the only buffering"
	case n == f.bufferings && n == 2:
		return "both bufferings"
	case n == f.bufferings:
		return fmt.Sprintf("all %d bufferings", n)
	}
	return fmt.Sprintf("%d of %d bufferings", n, f.bufferings)
}

// endClause says when the last buffering ended, if all reparents ended.
func (f *finding) endClause() string {
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

// causeClause names the most frequent cause of the time-outs. A dropped update or a deadlock has no words here, because
// it is already the subject of the title.
func (f *finding) causeClause() string {
	most := record.TimeoutCause(0)
	for cause, n := range f.causes {
		if n > f.causes[most] {
			most = record.TimeoutCause(cause)
		}
	}
	n, cause := f.causes[most], &record.TimeoutCauses[most]
	words := cause.Title
	switch {
	case most == record.TimeoutOverlap:
		words = "outages overlap for " + text.Duration(f.longestOutage)
	case n == 1 && cause.TitleOfOne != "":
		words = cause.TitleOfOne
	}
	switch {
	case words == "":
		return ""
	case n == f.timedOut:
		return ": " + words
	}
	return fmt.Sprintf(", %d of them because %s", n, words)
}
