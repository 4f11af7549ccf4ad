package replay

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A story is an observation as lines of text, each with its instant. The lines are in order of time and, within an
// instant, in an order that does not depend on who recorded it. Two observations are equal if their stories are.
type story []line

// line is one thing that happened, with everything that came of it. Lines about the end have the instant atTheEnd.
type line struct {
	at   int64 // microseconds after time zero
	text string
}

const atTheEnd = int64(1) << 62

func (l line) compare(other line) int {
	if l.at != other.at {
		return int(min(max(l.at-other.at, -1), 1))
	}
	return strings.Compare(l.text, other.text)
}

func (l line) String() string {
	if l.at == atTheEnd {
		return fmt.Sprintf("%14s  %s", "end", l.text)
	}
	return fmt.Sprintf("%14s  %s", instant(l.at), l.text)
}

// instant writes microseconds as a duration, such as 2.000013s.
func instant(micros int64) string { return (time.Duration(micros) * time.Microsecond).String() }

// storyOf returns the story of an observation.
func storyOf(o *Observation) story {
	var s story
	for i := range o.HealthUpdates {
		s = append(s, line{o.HealthUpdates[i].Sent, updateLine(&o.HealthUpdates[i])})
	}
	for _, e := range o.KeyspaceEvents {
		s = append(s, line{e.At, fmt.Sprintf("keyspace %s is whole again: %s", e.Keyspace, shardsOf(e.Shards))})
	}
	for _, b := range o.Buffering {
		text := fmt.Sprintf("%s buffers and does not stop", b.Shard)
		if b.Reason != "" {
			text = fmt.Sprintf("%s buffers until %s: %s, %d queued, drained %s",
				b.Shard, instant(b.Stop), b.Reason, b.QueuedAtStop, instant(b.Drained))
		}
		s = append(s, line{b.Start, text})
	}
	for i := range o.Queries {
		s = append(s, line{o.Queries[i].Submit, queryLine(&o.Queries[i])})
	}
	for _, text := range closing(o) {
		s = append(s, line{atTheEnd, text})
	}
	slices.SortFunc(s, line.compare)
	return s
}

func updateLine(u *ObservedUpdate) string {
	verb := map[string]string{
		"added": "is added as", "state": "says", "periodic": "repeats", "error": "is lost as",
	}[u.Kind]
	serving := "not serving"
	if u.Serving {
		serving = "serving"
	}
	text := fmt.Sprintf("%s of %s/%s %s %s, %s, term %d: %s",
		u.Tablet, u.Keyspace, u.Shard, verb, u.Type, serving, u.TermStart, u.Fate)
	if u.Taken != 0 {
		text += ", taken " + instant(u.Taken)
	}
	if u.Done != 0 {
		text += ", took effect " + instant(u.Done)
	}
	return text
}

func shardsOf(list []ObservedEventShard) string {
	var names []string
	for _, s := range list {
		state := ""
		if !s.Serving {
			state = ", not serving"
		}
		names = append(names, fmt.Sprintf("%s at %s%s", s.Shard, s.Primary, state))
	}
	slices.Sort(names)
	return strings.Join(names, "; ")
}

// queryLine describes a query: when it waited in the gateway and how tablets answered, in order of time.
func queryLine(q *ObservedQuery) string {
	var way story
	for _, a := range q.Attempts {
		way = append(way, line{a.At, fmt.Sprintf("%s to %s until %s: %s",
			instant(a.At), a.Tablet, instant(a.End), a.Result)})
	}
	for _, b := range q.Buffered {
		way = append(way, line{b[0], fmt.Sprintf("%s waits until %s", instant(b[0]), instant(b[1]))})
	}
	slices.SortFunc(way, line.compare)
	text := fmt.Sprintf("query %d for %s/%s", q.ID, q.Keyspace, q.Shard)
	if q.Tx {
		text += " in a transaction"
	}
	for _, step := range way {
		text += " | " + step.text
	}
	if q.Outcome == "stuck" {
		return text + " | is stuck"
	}
	return text + " | " + strings.TrimSpace(fmt.Sprintf("%s returns %s %s", instant(q.Finish), q.Outcome, q.Code))
}

// closing describes the end: sums, final states and counters, without zeros.
func closing(o *Observation) []string {
	s := &o.Summary
	lines := []string{
		fmt.Sprintf("channel of %d", o.ChannelCapacity),
		fmt.Sprintf("updates: %d sent, %d delivered, %d dropped (%d counted by Vitess), %d waiting",
			s.UpdatesSent, s.UpdatesDelivered, s.UpdatesDropped, s.DropsLoggedByVitess, s.UpdatesWaiting),
		fmt.Sprintf("keyspace events: %d", s.KeyspaceEvents), fmt.Sprintf("queries buffered: %d", s.QueriesBuffered)}
	count := func(what string, counts map[string]int) {
		for name, n := range counts {
			if n != 0 && name != "" {
				lines = append(lines, fmt.Sprintf("%s %s: %d", what, name, n))
			}
		}
	}
	count("queries", s.Queries)
	count("bufferings", s.Bufferings)
	for name, counts := range o.Stats {
		if strings.HasPrefix(name, "Buffer") {
			count(name, counts)
		}
	}
	for _, f := range o.FinalWatcher {
		state := "unknown"
		if f.State != nil {
			state = fmt.Sprintf("%+v", *f.State)
		}
		lines = append(lines, fmt.Sprintf("watcher on %s/%s: %s", f.Keyspace, f.Shard, state))
	}
	return lines
}

// firstDifference describes where two stories part: what happened until then, what the real code did next and what the
// model did. It returns "" if they agree.
func firstDifference(real, ours story) string {
	for i := range max(len(real), len(ours)) {
		if i < len(real) && i < len(ours) && real[i] == ours[i] {
			continue
		}
		var b strings.Builder
		tell := func(heading string, lines story) {
			b.WriteString(heading + "\n")
			for _, one := range lines {
				fmt.Fprintln(&b, one)
			}
		}
		tell("Until then both did the same:", real[max(0, i-12):min(i, len(real))])
		tell("Then the real code did:", real[min(i, len(real)):min(i+3, len(real))])
		tell("and the model did:", ours[min(i, len(ours)):min(i+3, len(ours))])
		return b.String()
	}
	return ""
}
