package overlap

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/reports/chart/charttest"
	"github.com/reparentsim/reparentsim/sim"
)

// extremes returns stories at the edge of what can happen, by name.
func extremes() map[string]*record.Story {
	const month = 30 * 24 * 60 * 60.0
	unicode := many(3, record.TimeoutOverlap)
	unicode.Timeline.Layout = layoutOf(cluster.Keyspace{
		Name: "magasin-de-l'été", Shards: []string{"Größe-ß", "данные-Ω", "-\xff"}})
	deadlock := waves(48, 6)
	deadlock.deadlockAt = instant(40)
	several, all := burst(12, 3, 17), burst(12, 3)
	several.keyspaces, all.keyspaces = 3, 5
	at := func(from, to float64) *record.Story {
		r := one(buffered(0, from, to, record.NewPrimarySeen, 0))
		r.End, r.Timeline.Reparents[0] = instant(month*2), reparent(0, from, from, to)
		return r
	}
	month1ns := at(month, month)
	month1ns.Timeline.Reparents[0].Up++
	nanosecond := one()
	nanosecond.Timeline.Reparents[0].Up = nanosecond.Timeline.Reparents[0].Down + 1
	return map[string]*record.Story{
		"no reparent":       untouched.story(),
		"no keyspace":       nowhere(instant(1)),
		"no time":           nowhere(0),
		"one shard":         burst(1).story(),
		"outage to the end": with(one(), func(r *record.Story) { r.Timeline.Reparents[0].Up = sim.Never }),
		"outage past it":    with(one(), func(r *record.Story) { r.Timeline.Reparents[0].Up = r.End + 1 }),
		"reparented twice":  fourShards(),
		"reparented at once": with(one(), func(r *record.Story) {
			r.Timeline.Reparents = append(r.Timeline.Reparents, reparent(0, 9.5, 10, 12))
		}),
		"buffers for ever": one(record.Buffering{Start: instant(10.1), Stop: sim.Never}),
		"buffers at the end": with(one(record.Buffering{Start: instant(10.1), Stop: instant(60)}),
			func(r *record.Story) { r.End = instant(60) }),
		"buffers unprompted": with(one(buffered(0, 10, 20, record.MaxDurationExceeded, record.TimeoutOverlap)),
			func(r *record.Story) { r.Timeline.Reparents = nil }),
		"belief to the end": with(one(),
			func(r *record.Story) { r.Seen = [][]record.Span{{{From: instant(10), To: sim.Never}}} }),
		"deadlock":         deadlock.story(),
		"deadlock at once": with(one(), func(r *record.Story) { r.DeadlockAt = 0 }),
		"only a deadlock": with(one(),
			func(r *record.Story) { r.DeadlockAt, r.Timeline.Reparents = instant(3), nil }),
		"a month":            with(at(1, month), func(r *record.Story) { r.Timeline.Reparents[0].Start = 0 }),
		"after a month":      at(month, month+3),
		"minutes later":      at(month, month+1000),
		"milliseconds later": at(month, month+0.02),
		"a nanosecond later": month1ns,
		"one nanosecond":     nanosecond,
		"no length": with(one(buffered(0, 10, 10, record.NewPrimarySeen, 0)),
			func(r *record.Story) { r.Timeline.Reparents[0] = reparent(0, 10, 10, 10) }),
		"from the beginning": with(one(), func(r *record.Story) { r.Timeline.Reparents[0] = reparent(0, 0, 0, 1) }),
		"long names":         longNames(),
		"long keyspaces": with(several.story(),
			func(r *record.Story) { lengthen(r, strings.Repeat("keyspace", 10)) }),
		"unicode":         unicode,
		"three keyspaces": several.story(),
		"five keyspaces":  all.story(),
		"drops after it all": with(one(),
			func(r *record.Story) { r.Drops = []record.Drop{dropped(0, 59, health.Primary)} }),
	}
}

// longNames returns a story of shards whose names differ only at their ends.
func longNames() *record.Story {
	long := many(40, record.TimeoutOverlap)
	for n := range long.Timeline.Layout.Shards {
		long.Timeline.Layout.Shards[n].Name = fmt.Sprintf("%s-%02x", strings.Repeat("shard", 40), n)
	}
	return long
}

// nowhere returns a story of a cluster without keyspaces.
func nowhere(end sim.Time) *record.Story {
	return &record.Story{Timeline: &cluster.Timeline{Layout: layoutOf()},
		Journal: record.Journal{DeadlockAt: sim.Never, End: end}}
}

// lengthen makes the names of the keyspaces longer.
func lengthen(r *record.Story, by string) {
	for k := range r.Timeline.Layout.Keyspaces {
		r.Timeline.Layout.Keyspaces[k] += by
	}
}

func TestExtremes(t *testing.T) {
	for name, story := range extremes() {
		t.Run(name, func(t *testing.T) {
			for _, theme := range []chart.Theme{chart.Light, chart.Dark} {
				_, d := drawn(t, story, Options{Scenario: name, Theme: theme})
				d.CheckReadable(t)
				d.Written(t, "simulated time")
				if labels := len(timeLabels(t, d)); labels < 4 || labels > 20 {
					t.Errorf("%d labels on the time axis", labels)
				}
			}
		})
	}
}

// The same story gives the same bytes, whatever was drawn before it: charts share no state.
func TestSameBytes(t *testing.T) {
	draw := func(story *record.Story) []byte {
		c, err := New(story, Options{Scenario: "same"})
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := c.WritePNG(&file); err != nil {
			t.Fatal(err)
		}
		return file.Bytes()
	}
	sketch := waves(48, 6, 20)
	sketch.keyspaces, sketch.lostReplicas = 2, 9
	first := draw(sketch.story())
	if bytes.Equal(first, draw(rolling(8).story())) {
		t.Error("different records give the same bytes")
	}
	story := sketch.story()
	for range 2 {
		if !bytes.Equal(first, draw(story)) {
			t.Error("the same story gives different bytes")
		}
	}
}

// What has not ended when the replication ends runs to the right edge of the panel and has no end there.
func TestUnended(t *testing.T) {
	story := one(record.Buffering{Start: instant(10.1), Stop: sim.Never})
	story.Timeline.Reparents[0].Up = sim.Never
	story.Seen = [][]record.Span{{{From: instant(10), To: sim.Never}}}
	c, d := drawn(t, story, Options{})
	edge := c.layout.rowsAt.Max.X
	if bars := d.Within(d.Written(t, "-"), light.Unended); len(bars) != 1 || bars[0].Max.X != edge {
		t.Errorf("bufferings that never end: %v, want one to %v", bars, edge)
	}
	if bars := d.Within(d.Written(t, "-"), light.Outage); len(bars) != 1 || bars[0].Max.X != edge {
		t.Errorf("outages that never end: %v, want one to %v", bars, edge)
	}
	for _, strip := range []string{"actual outage", "as vtgate saw it"} {
		// The arrow beyond the strip says that it goes on.
		bars := d.Within(d.Written(t, strip), light.Outage)
		if len(bars) != 2 || bars[0].Max.X != edge || bars[1].Min.X <= edge {
			t.Errorf("%s: %v, want a strip to %v and an arrow beyond", strip, bars, edge)
		}
	}
	if totals := countTexts(d, "> 50.0 s"); totals != 2 {
		t.Errorf("%d totals of more than 50 s, want 2", totals)
	}
	for _, line := range d.Strokes {
		if line.Color == light.Buffering && len(line.Path) > 2 && line.Path[len(line.Path)-1].Y != line.Max.Y {
			t.Error("the number of buffering shards falls at the edge")
		}
	}
}

func countTexts(d *charttest.Drawing, text string) int {
	n := 0
	for _, one := range d.Texts {
		if one.Text == text {
			n++
		}
	}
	return n
}

// A strip with a part beyond the time shown ends in an arrow, and nothing of that part lies at the edge.
func TestBeliefBeyond(t *testing.T) {
	story := one(buffered(0, 10, 12, record.NewPrimarySeen, 0))
	story.Seen = [][]record.Span{{{From: instant(10), To: instant(11)}, {From: instant(50), To: instant(55)}}}
	c, d := drawn(t, story, Options{})
	edge := c.layout.stripsAt.Max.X
	bars := d.Within(d.Written(t, "as vtgate saw it"), light.Outage)
	if len(bars) != 2 || bars[0].Max.X >= edge || len(bars[1].Path) != 3 || bars[1].Min.X <= edge {
		t.Errorf("%v, want a bar and an arrow beyond %v", bars, edge)
	}
	if countTexts(d, "6.0 s") != 1 {
		t.Error("the total is not that of both parts, 6.0 s")
	}
}

// An outage that only the vtgate still believes in does not squeeze the rest if it outlasts everything else by far.
// Otherwise it is shown whole.
func TestLongBelief(t *testing.T) {
	for _, test := range []struct {
		until, least, most float64 // of the range shown
	}{{13, 13, 13.5}, {15, 15, 15.5}, {50, 12, 14}} {
		story := one(buffered(0, 10, 12, record.NewPrimarySeen, 0))
		story.Seen = [][]record.Span{{{From: instant(10), To: instant(test.until)}}}
		if to := timeScaleOf(story).To; to < instant(test.least) || to > instant(test.most) {
			t.Errorf("a belief until %v s: the axis ends at %v", test.until, to)
		}
	}
}

// Names that begin alike stay different when they are cut.
func TestLongNames(t *testing.T) {
	_, d := drawn(t, longNames(), Options{})
	labels := map[string]bool{}
	for _, text := range d.Texts {
		if strings.HasPrefix(text.Text, "shard") && strings.Contains(text.Text, "…") {
			labels[text.Text] = true
		}
	}
	if len(labels) != 40 {
		t.Errorf("%d different labels of 40 shards", len(labels))
	}
}
