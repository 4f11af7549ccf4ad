package overlap

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/record"
)

// findGaps counts what buffering left uncovered, by comparing bufferings with the outages of their own shards.
func (f *finding) findGaps(story *record.Story) {
	shards := len(story.Timeline.Layout.Shards)
	outages, bufferings := make([][]cluster.Span, shards), make([][]cluster.Span, shards)
	for _, e := range story.Timeline.Reparents {
		if e.Down < e.Up && e.Down <= story.End {
			outages[e.Shard] = append(outages[e.Shard], cluster.Span{From: e.Down, To: e.Up})
			f.outages++
		}
	}
	for i := range story.Bufferings {
		b := &story.Bufferings[i]
		span := spanOf(b)
		bufferings[b.Shard] = append(bufferings[b.Shard], span)
		endedDuring := func(s cluster.Span) bool { return s.From < span.To && span.To < s.To }
		if endingOf(b) == endedByNewPrimary && slices.ContainsFunc(outages[b.Shard], endedDuring) {
			f.premature++
		}
	}
	for shard, spans := range outages {
		for _, s := range spans {
			touches := func(b cluster.Span) bool { return b.From <= s.To && s.From <= b.To }
			if !slices.ContainsFunc(bufferings[shard], touches) {
				f.unbuffered++
			}
		}
	}
}

// gapClause returns what buffering left uncovered, for a title that says something else first.
func (f *finding) gapClause() string {
	if f.premature+f.unbuffered == 0 {
		return ""
	}
	return "; " + f.gaps()
}

// gaps says what buffering left uncovered, where clients saw errors.
func (f *finding) gaps() string {
	var gaps []string
	switch f.premature {
	case 0:
	case 1:
		gaps = append(gaps, f.share(1)+" stopped before its shard was back")
	default:
		gaps = append(gaps, f.share(f.premature)+" stopped before their shards were back")
	}
	switch {
	case f.unbuffered == 0:
	case f.outages == 1:
		gaps = append(gaps, "the only outage was not buffered")
	case f.unbuffered == f.outages && f.outages == 2:
		gaps = append(gaps, "neither outage was buffered")
	case f.unbuffered == f.outages:
		gaps = append(gaps, fmt.Sprintf("none of %d outages was buffered", f.outages))
	case f.unbuffered == 1:
		gaps = append(gaps, fmt.Sprintf("1 of %d outages was not buffered", f.outages))
	default:
		gaps = append(gaps, fmt.Sprintf("%d of %d outages were not buffered", f.unbuffered, f.outages))
	}
	return strings.Join(gaps, " and ")
}
