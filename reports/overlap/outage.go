package overlap

import (
	"fmt"
	"slices"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim"
)

// mergedOutages are the merged outages of a story's keyspaces, as they were and as the vtgate saw them.
type mergedOutages struct {
	keyspaces    []string
	actual, seen [][]cluster.Span // by keyspace
	anyActual    []cluster.Span   // of any keyspace
	anySeen      []cluster.Span
	end          sim.Time // of the replication
}

func newOutages(story *record.Story) *mergedOutages {
	keyspaces := story.Timeline.Layout.Keyspaces
	o := &mergedOutages{keyspaces: keyspaces, actual: story.Timeline.Merged(),
		seen: make([][]cluster.Span, len(keyspaces)), end: story.End}
	for k, spans := range story.Seen {
		o.seen[k] = cluster.Union(spans)
	}
	o.anyActual = cluster.Union(slices.Concat(o.actual...))
	o.anySeen = cluster.Union(slices.Concat(o.seen...))
	return o
}

// mostPairs is the largest number of keyspaces that get strips of their own.
const mostPairs = 3

// strips returns a pair of strips for each keyspace in which something happened. If there are too many, they share
// one pair.
func (o *mergedOutages) strips() []strip {
	var busy []int
	for k := range o.keyspaces {
		if len(o.actual[k])+len(o.seen[k]) > 0 {
			busy = append(busy, k)
		}
	}
	switch {
	case len(busy) > mostPairs:
		return o.pair(fmt.Sprintf("any of %d keyspaces", len(busy)), o.anyActual, o.anySeen)
	case len(o.keyspaces) == 1 || len(busy) == 0:
		return o.pair("", o.anyActual, o.anySeen)
	}
	var strips []strip
	for _, k := range busy {
		strips = append(strips, o.pair(o.keyspaces[k], o.actual[k], o.seen[k])...)
	}
	return strips
}

func (o *mergedOutages) pair(keyspace string, actual, seen []cluster.Span) []strip {
	return []strip{
		{keyspace: keyspace, label: "actual outage", total: o.total(actual), spans: actual},
		{label: "as vtgate saw it", total: o.total(seen), spans: seen, seen: true},
	}
}

// total formats the total length of the spans. If one outlasts the replication, that is only a lower bound.
func (o *mergedOutages) total(spans []cluster.Span) string {
	sum, _, open := total(spans, o.end)
	if open {
		return "> " + text.Duration(sum)
	}
	return text.Duration(sum)
}
