package overlap

import (
	"slices"
	"testing"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/reports/chart/charttest"
	"github.com/reparentsim/reparentsim/sim"
)

// legendOf returns the entries of the legend: the texts between the header and the rows.
func legendOf(c *Chart, d *charttest.Drawing) []string {
	var entries []string
	for _, text := range d.Texts {
		if at := c.layout.legendAt; text.Middle() > at.Min.Y && text.Middle() < at.Max.Y {
			entries = append(entries, text.Text)
		}
	}
	return entries
}

func TestLegend(t *testing.T) {
	const outages = "outage: no primary takes writes"
	const primary, replica = "dropped update of a primary", "dropped update of a replica"
	seen, timedOut := "buffering → NewPrimarySeen", "buffering → MaxDurationExceeded"
	for _, test := range []struct {
		name  string
		story *record.Story
		want  []string
	}{
		{"nothing", untouched.story(), nil},
		{"only an outage", one(), []string{outages + " (1)"}},
		{"all kinds of marks", fourShards(), []string{
			outages + " (4)", seen + " (2)", timedOut + " (1)", primary + " (1)", replica + " (1)"}},
		{"other endings", one(buffered(0, 10, 11, record.ReshardingComplete, 0),
			record.Buffering{Start: instant(16), Stop: sim.Never}),
			[]string{outages + " (1)", "buffering → ReshardingComplete (1)",
				"buffering that never ended (1)"}},
		{"a drop outside the time shown", with(one(), func(r *record.Story) {
			r.Drops = []record.Drop{dropped(0, 59, health.Primary), dropped(0, 58, health.Replica)}
		}), []string{outages + " (1)"}},
		{"a drop of a shard without a row", with(many(2), func(r *record.Story) {
			r.Timeline.Layout = layoutOf(cluster.Keyspace{Name: "commerce", Shards: []string{"-80", "80-", "other"}})
			r.Drops = []record.Drop{dropped(2, 11, health.Primary)}
		}), []string{outages + " (2)", seen + " (2)"}},
	} {
		c, d := drawn(t, test.story, Options{})
		if got := legendOf(c, d); !slices.Equal(got, test.want) {
			t.Errorf("%s: the legend holds %q\nwant %q", test.name, got, test.want)
		}
	}
}

// The legend explains a colour if and only if the colour is in the chart.
func TestLegendColours(t *testing.T) {
	for name, story := range extremes() {
		c, d := drawn(t, story, Options{})
		legend := c.layout.legendAt
		for _, ink := range []struct {
			name   string
			colour any
		}{
			{"NewPrimarySeen", light.NewPrimary}, {"MaxDurationExceeded", light.Timeout},
			{"ReshardingComplete", light.Resharding}, {"never", light.Unended},
			{"primary", light.Dropped}, {"replica", light.DroppedReplica},
		} {
			explained, shown := false, false
			for _, s := range append(d.Fills[:len(d.Fills):len(d.Fills)], d.Strokes...) {
				if any(s.Color) == ink.colour {
					explained = explained || s.Min.Y >= legend.Min.Y
					shown = shown || s.Max.Y <= c.layout.rowsAt.Max.Y+14*chart.Dot && s.Min.Y < legend.Min.Y
				}
			}
			if explained != shown {
				t.Errorf("%s: %s is in the legend: %v; below it: %v", name, ink.name, explained, shown)
			}
		}
	}
}

// The notes say what the chart leaves out.
func TestNotes(t *testing.T) {
	dense := burst(64)
	dense.lostReplicas, dense.untouched = 5, 3
	outside := func(r *record.Story) {
		r.Drops = []record.Drop{
			dropped(0, 58, health.Primary), dropped(0, 59, health.Primary), dropped(0, 59, health.Replica)}
	}
	for _, test := range []struct {
		name  string
		story *record.Story
		want  []string
	}{
		{"nothing left out", one(), nil},
		{"too dense for replicas", dense.story(), []string{
			"3 shards that were never reparented are left out.",
			"5 dropped updates of replicas are not drawn."}},
		{"outside the time shown", with(one(), outside), []string{
			"1 dropped update of a replica lies outside the time shown.",
			"2 dropped updates of primaries lie outside the time shown."}},
		{"of a shard left out", with(fourShards(),
			func(r *record.Story) { r.Drops = []record.Drop{dropped(1, 11, health.Primary)} }),
			[]string{"1 shard that was never reparented is left out, with 1 dropped update."}},
	} {
		_, d := drawn(t, test.story, Options{})
		var notes []string
		for _, text := range d.Texts {
			if text.Max.Y < d.Written(t, "simulated time").Min.Y {
				notes = append(notes, text.Text)
			}
		}
		if !slices.Equal(notes, test.want) {
			t.Errorf("%s: the notes are %q\nwant %q", test.name, notes, test.want)
		}
	}
}

// Many keyspaces do not fill the chart with strips: up to three have a pair each; more share one pair.
func TestStrips(t *testing.T) {
	for keyspaces, want := range map[int][]string{
		1: {"actual outage", "as vtgate saw it"},
		2: {"commerce: actual outage", "as vtgate saw it", "customer: actual outage", "as vtgate saw it"},
		4: {"any of 4 keyspaces: actual outage", "as vtgate saw it"},
	} {
		sketch := burst(6, 2)
		sketch.keyspaces = keyspaces
		c, d := drawn(t, sketch.story(), Options{})
		var labels []string
		for _, text := range d.Texts {
			if at := c.layout.stripsAt; text.Max.X < at.Min.X && text.Middle() > at.Min.Y && text.Middle() < at.Max.Y {
				labels = append(labels, text.Text)
			}
		}
		if !slices.Equal(labels, want) {
			t.Errorf("%d keyspaces: strips %q, want %q", keyspaces, labels, want)
		}
	}
}
