package cluster

import (
	"cmp"
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Span is a stretch of virtual time.
type Span struct{ From, To sim.Time }

// Merged returns for each keyspace the spans in which at least one of its shards was down, in order of time.
func (t *Timeline) Merged() [][]Span {
	merged := make([][]Span, len(t.Layout.Keyspaces))
	for _, e := range t.Reparents {
		k := t.Layout.Shards[e.Shard].Keyspace
		merged[k] = append(merged[k], Span{e.Down, e.Up})
	}
	for k := range merged {
		merged[k] = Union(merged[k])
	}
	return merged
}

// Union returns the spans of time that at least one of the given spans covers, in order of time. Spans that touch
// become one, and an empty span covers nothing. The given spans are not changed.
func Union(spans []Span) []Span {
	sorted := slices.DeleteFunc(slices.Clone(spans), func(s Span) bool { return s.To <= s.From })
	slices.SortFunc(sorted, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	var union []Span
	for _, s := range sorted {
		if n := len(union); n > 0 && s.From <= union[n-1].To {
			union[n-1].To = max(union[n-1].To, s.To)
			continue
		}
		union = append(union, s)
	}
	return union
}

// Total returns the total length of the spans and the length of the longest one.
func Total(spans []Span) (total, longest time.Duration) {
	for _, s := range spans {
		total += s.To.Sub(s.From)
		longest = max(longest, s.To.Sub(s.From))
	}
	return total, longest
}

// DownMax returns the largest number of shards that were down at the same instant.
func (t *Timeline) DownMax() int {
	type step struct {
		at     sim.Time
		change int
	}
	steps := make([]step, 0, 2*len(t.Reparents))
	for _, e := range t.Reparents {
		if e.Up > e.Down {
			steps = append(steps, step{e.Down, 1}, step{e.Up, -1})
		}
	}
	slices.SortFunc(steps, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.change, b.change))
	})
	down, most := 0, 0
	for _, s := range steps {
		down += s.change
		most = max(most, down)
	}
	return most
}

// of returns the shard's reparents. The timeline of a script has no reparents.
func (t *Timeline) of(shard health.ShardIndex) []Reparent {
	if t.ofShard == nil {
		return nil
	}
	return t.ofShard[shard]
}

// Down reports whether no primary of the shard takes writes at the instant, and if so, until when.
func (t *Timeline) Down(shard health.ShardIndex, at sim.Time) (until sim.Time, down bool) {
	for _, e := range t.of(shard) {
		if e.Down <= at && at < e.Up {
			return e.Up, true
		}
	}
	return 0, false
}

// Duration returns the time from the first start to the last promotion.
func (t *Timeline) Duration() time.Duration {
	if len(t.Reparents) == 0 {
		return 0
	}
	first, last := t.Reparents[0].Start, t.Reparents[0].Up
	for _, e := range t.Reparents {
		first, last = min(first, e.Start), max(last, e.Up)
	}
	return last.Sub(first)
}

// Truth is the real state of a shard at an instant.
type Truth struct {
	// Serving says that a primary takes writes and has reported it. Term is the term in that report.
	Serving bool
	Term    int64
}

// Truth returns the state of the shard at the instant, whatever vtgates know about it.
func (t *Timeline) Truth(shard health.ShardIndex, at sim.Time) Truth {
	truth := Truth{Serving: true, Term: 1}
	for _, e := range t.of(shard) {
		if at < e.Down {
			continue
		}
		truth.Serving = at >= e.Announced
		if truth.Serving {
			truth.Term = e.Term
		}
	}
	return truth
}

// Says returns the update that a tablet would send at the instant: its latest one, or its state at the beginning.
func (t *Timeline) Says(tablet health.TabletIndex, at sim.Time) health.Update {
	shard := t.Layout.Tablets[tablet].Shard
	said := health.Update{Tablet: tablet, Shard: shard, Type: health.Replica, Serving: true}
	if t.Layout.Shards[shard].Primary == tablet {
		said.Type, said.Term = health.Primary, 1
	}
	for i := range t.Published {
		p := &t.Published[i]
		if p.At > at {
			break
		}
		if p.Update.Tablet == tablet {
			said = p.Update
		}
	}
	return said
}
