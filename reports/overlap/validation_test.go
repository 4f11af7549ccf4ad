package overlap

import (
	"bytes"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// Stories that cannot be drawn are refused with a reason.
func TestValidation(t *testing.T) {
	first := func(change func(b *record.Buffering)) func(*record.Story) {
		return func(r *record.Story) { change(&r.Bufferings[0]) }
	}
	for _, test := range []struct {
		want   string
		damage func(*record.Story)
	}{
		{"no layout", func(r *record.Story) { r.Timeline.Layout = nil }},
		{"no timeline", func(r *record.Story) { r.Timeline = nil }},
		{"ends at never", func(r *record.Story) { r.End = sim.Never }},
		{"ends at -1ns", func(r *record.Story) { r.End = -1 }},
		{"of 2 keyspaces, but the cluster has 1", func(r *record.Story) { r.Seen = make([][]record.Span, 2) }},
		{"reparent 0 is of shard 4, but the cluster has 4 shards",
			func(r *record.Story) { r.Timeline.Reparents[0].Shard = 4 }},
		{"reparent 0 is of shard -1", func(r *record.Story) { r.Timeline.Reparents[0].Shard = -1 }},
		{"reparent 1 starts at 12s, is down from 11.999999999s",
			func(r *record.Story) { r.Timeline.Reparents[1].Down = r.Timeline.Reparents[1].Start - 1 }},
		{"reparent 1 starts at 12s, is down from 12.5s to 12.499999999s",
			func(r *record.Story) { r.Timeline.Reparents[1].Up = r.Timeline.Reparents[1].Down - 1 }},
		{"reparent 0 starts at never", func(r *record.Story) {
			e := &r.Timeline.Reparents[0]
			e.Start, e.Down, e.Up = sim.Never, sim.Never, sim.Never
		}},
		{"buffering 0 is of shard 4, but the cluster has 4 shards", first(func(b *record.Buffering) { b.Shard = 4 })},
		{"buffering 0 lasts from 10.75s to 10.749999999s", first(func(b *record.Buffering) { b.Stop = b.Start - 1 })},
		{"buffering 0 ended (NewPrimarySeen) but never stopped",
			first(func(b *record.Buffering) { b.Stop = sim.Never })},
		{"buffering 0 lasts from never",
			first(func(b *record.Buffering) { b.Start, b.Stop = sim.Never, sim.Never })},
		{"dropped update 1 is of shard 9 at 16s, but the cluster has 4 shards",
			func(r *record.Story) { r.Drops[1].Update.Shard = 9 }},
		{"dropped update 0 is of shard 2 at never", func(r *record.Story) { r.Drops[0].At = sim.Never }},
		{"outage 1 seen of keyspace 0 lasts from 19s to 18s", func(r *record.Story) { r.Seen[0][1].To = instant(18) }},
	} {
		c, err := New(with(fourShards(), test.damage), Options{})
		if err == nil || !strings.Contains(err.Error(), test.want) || c != nil {
			t.Errorf("got %v, want an error with %q", err, test.want)
		}
	}
	if _, err := New(nil, Options{}); err == nil {
		t.Error("a chart of no story")
	}
}

// A chart does not keep its story: preparing it does not change the story, and drawing it does not read the story.
func TestKeepsNothing(t *testing.T) {
	story := fourShards()
	c, err := New(story, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if story.Timeline.Reparents[0].Shard != health.ShardIndex(2) || story.Bufferings[0].Stop != instant(18.25) {
		t.Error("the story was sorted or changed")
	}
	var before, after bytes.Buffer
	if err := c.WritePNG(&before); err != nil {
		t.Fatal(err)
	}
	clear(story.Timeline.Reparents)
	clear(story.Bufferings)
	clear(story.Drops)
	clear(story.Seen[0])
	clear(story.Timeline.Layout.Shards)
	if err := c.WritePNG(&after); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before.Bytes(), after.Bytes()) {
		t.Error("the chart changed with its story")
	}
}
