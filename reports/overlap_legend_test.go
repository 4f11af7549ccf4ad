package reports

import (
	"slices"
	"testing"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// legendOf returns the entries of the legend: what is written between the header and the rows.
func legendOf(chart *Overlap, d *drawing) []string {
	var entries []string
	for _, text := range d.texts {
		if at := chart.layout.legendAt; text.middle() > at.Min.Y && text.middle() < at.Max.Y {
			entries = append(entries, text.text)
		}
	}
	return entries
}

func TestOverlapLegend(t *testing.T) {
	const outages, primary, replica = "outage: no primary takes writes", "dropped update of a primary", "dropped update of a replica"
	seen, timedOut := "buffering → NewPrimarySeen", "buffering → MaxDurationExceeded"
	for _, test := range []struct {
		name  string
		story *record.Story
		want  []string
	}{
		{"nothing", rolloutSketch{keyspaces: 1, shards: 4, untouched: 4}.story(), nil},
		{"only an outage", one(), []string{outages + " (1)"}},
		{"all kinds of marks", fourShards(), []string{outages + " (4)", seen + " (2)", timedOut + " (1)", primary + " (1)", replica + " (1)"}},
		{"other endings", one(buffered(0, 10, 11, record.ReshardingComplete, 0),
			record.Buffering{Start: instant(16), Stop: sim.Never}),
			[]string{outages + " (1)", "buffering → ShardMissing or ReshardingComplete (1)", "buffering that never ended (1)"}},
		{"a drop outside the time shown", with(one(), func(r *record.Story) {
			r.Drops = []record.Drop{dropped(0, 59, health.Primary), dropped(0, 58, health.Replica)}
		}),
			[]string{outages + " (1)"}},
		{"a drop of a shard without a row", with(many(2), func(r *record.Story) {
			r.Cluster.Keyspaces[0].Shards = append(r.Cluster.Keyspaces[0].Shards, "other")
			r.Drops = []record.Drop{dropped(2, 11, health.Primary)}
		}), []string{outages + " (2)", seen + " (2)"}},
	} {
		chart, d := drawn(t, test.story, OverlapOptions{})
		if got := legendOf(chart, d); !slices.Equal(got, test.want) {
			t.Errorf("%s: the legend holds %q\nwant %q", test.name, got, test.want)
		}
	}
}

// What the legend explains is in the chart and the other way round: the colours below it are those in it.
func TestOverlapLegendColours(t *testing.T) {
	for name, story := range extremes() {
		chart, d := drawn(t, story, OverlapOptions{})
		legend := chart.layout.legendAt
		for _, ink := range []struct {
			name   string
			colour any
		}{
			{"NewPrimarySeen", lightPalette.newPrimary}, {"MaxDurationExceeded", lightPalette.timeout}, {"ShardMissing", lightPalette.resharding},
			{"never", lightPalette.unended}, {"primary", lightPalette.dropped}, {"replica", lightPalette.droppedReplica},
		} {
			explained, shown := false, false
			for _, s := range append(d.fills[:len(d.fills):len(d.fills)], d.strokes...) {
				if any(s.color) == ink.colour {
					explained = explained || s.Min.Y >= legend.Min.Y
					shown = shown || s.Max.Y <= chart.layout.rowsAt.Max.Y+14*chartDot && s.Min.Y < legend.Min.Y
				}
			}
			if explained != shown {
				t.Errorf("%s: %s is in the legend: %v; below it: %v", name, ink.name, explained, shown)
			}
		}
	}
}

// What the chart leaves out, its notes say.
func TestOverlapNotes(t *testing.T) {
	dense := burst(64)
	dense.lostReplicas, dense.untouched = 5, 3
	outside := func(r *record.Story) {
		r.Drops = []record.Drop{dropped(0, 58, health.Primary), dropped(0, 59, health.Primary), dropped(0, 59, health.Replica)}
	}
	for _, test := range []struct {
		name  string
		story *record.Story
		want  []string
	}{
		{"nothing left out", one(), nil},
		{"too dense for replicas", dense.story(), []string{"3 shards that were never reparented are left out.", "5 dropped updates of replicas are not drawn."}},
		{"outside the time shown", with(one(), outside), []string{"1 dropped update of a replica lies outside the time shown.", "2 dropped updates of primaries lie outside the time shown."}},
		{"of a shard left out", with(fourShards(), func(r *record.Story) { r.Drops = []record.Drop{dropped(1, 11, health.Primary)} }),
			[]string{"1 shard that was never reparented is left out, with 1 dropped update."}},
	} {
		_, d := drawn(t, test.story, OverlapOptions{})
		var notes []string
		for _, text := range d.texts {
			if text.Max.Y < d.written(t, "simulated time").Min.Y {
				notes = append(notes, text.text)
			}
		}
		if !slices.Equal(notes, test.want) {
			t.Errorf("%s: the notes are %q\nwant %q", test.name, notes, test.want)
		}
	}
}

// Many keyspaces do not fill the chart with strips: up to three have their own, more share a pair.
func TestOverlapStrips(t *testing.T) {
	for keyspaces, want := range map[int][]string{
		1: {"actual outage", "as vtgate saw it"},
		2: {"commerce: actual outage", "as vtgate saw it", "customer: actual outage", "as vtgate saw it"},
		4: {"any of 4 keyspaces: actual outage", "as vtgate saw it"},
	} {
		sketch := burst(6, 2)
		sketch.keyspaces = keyspaces
		chart, d := drawn(t, sketch.story(), OverlapOptions{})
		var labels []string
		for _, text := range d.texts {
			if at := chart.layout.stripsAt; text.Max.X < at.Min.X && text.middle() > at.Min.Y && text.middle() < at.Max.Y {
				labels = append(labels, text.text)
			}
		}
		if !slices.Equal(labels, want) {
			t.Errorf("%d keyspaces: strips %q, want %q", keyspaces, labels, want)
		}
	}
}
