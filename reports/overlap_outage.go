package reports

import (
	"fmt"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim"
)

// overlapOutages are the merged outages of a story's keyspaces, as they were and as vtgate saw them.
type overlapOutages struct {
	keyspaces    []string
	actual, seen [][]record.Span // by keyspace
	union        []record.Span   // of all actual ones
	end          sim.Time
}

func newOverlapOutages(story *record.Story) *overlapOutages {
	count := len(story.Cluster.Keyspaces)
	o := &overlapOutages{actual: make([][]record.Span, count), seen: make([][]record.Span, count), end: story.End}
	var keyspaceOf []int
	for k, keyspace := range story.Cluster.Keyspaces {
		o.keyspaces = append(o.keyspaces, keyspace.Name)
		for range keyspace.Shards {
			keyspaceOf = append(keyspaceOf, k)
		}
	}
	var all []record.Span
	for _, e := range story.Timeline.Reparents {
		span := record.Span{From: e.Down, To: e.Up}
		all = append(all, span)
		k := keyspaceOf[e.Shard]
		o.actual[k] = append(o.actual[k], span)
	}
	for k := range count {
		o.actual[k] = overlapUnion(o.actual[k])
		if k < len(story.Seen) {
			o.seen[k] = overlapUnion(story.Seen[k])
		}
	}
	o.union = overlapUnion(all)
	return o
}

// overlapMaxPairs is the largest number of keyspaces that get strips of their own.
const overlapMaxPairs = 3

// strips returns a pair of strips for each keyspace in which something happened, or one pair for all.
func (o *overlapOutages) strips() []overlapStrip {
	var busy []int
	for k := range o.keyspaces {
		if len(o.actual[k])+len(o.seen[k]) > 0 {
			busy = append(busy, k)
		}
	}
	if len(busy) > overlapMaxPairs {
		var seen []record.Span
		for _, spans := range o.seen {
			seen = append(seen, spans...)
		}
		return o.pair(fmt.Sprintf("any of %d keyspaces", len(busy)), o.union, overlapUnion(seen))
	}
	if len(o.keyspaces) == 1 || len(busy) == 0 {
		return o.pair("", o.union, o.seenAlone())
	}
	var strips []overlapStrip
	for _, k := range busy {
		strips = append(strips, o.pair(o.keyspaces[k], o.actual[k], o.seen[k])...)
	}
	return strips
}

func (o *overlapOutages) seenAlone() []record.Span {
	if len(o.seen) == 0 {
		return nil
	}
	return o.seen[0]
}

func (o *overlapOutages) pair(keyspace string, actual, seen []record.Span) []overlapStrip {
	return []overlapStrip{
		{keyspace: keyspace, label: "actual outage", total: o.total(actual), spans: actual},
		{label: "as vtgate saw it", total: o.total(seen), spans: seen, seen: true},
	}
}

// total writes how long the spans last together; one that outlasts the replication only gives a bound.
func (o *overlapOutages) total(spans []record.Span) string {
	total, _, open := overlapTotal(spans, o.end)
	if open {
		return "> " + text.Duration(total)
	}
	return text.Duration(total)
}
