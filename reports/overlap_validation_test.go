package reports

import (
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Records that cannot be drawn are refused with what is wrong with them, not drawn wrongly.
func TestOverlapValidation(t *testing.T) {
	first := func(change func(b *model.Buffering)) func(*model.GateRecord) {
		return func(r *model.GateRecord) { change(&r.Bufferings[0]) }
	}
	for _, test := range []struct {
		want   string
		damage func(*model.GateRecord)
	}{
		{"no cluster", func(r *model.GateRecord) { r.Cluster = nil }},
		{"no timeline", func(r *model.GateRecord) { r.Timeline = nil }},
		{"ends at never", func(r *model.GateRecord) { r.End = sim.Never }},
		{"ends at -1ns", func(r *model.GateRecord) { r.End = -1 }},
		{"of 2 keyspaces, there are 1", func(r *model.GateRecord) { r.Seen = make([][]model.Span, 2) }},
		{"reparent 0 is of shard 4, there are 4", func(r *model.GateRecord) { r.Timeline.Reparents[0].Shard = 4 }},
		{"reparent 0 is of shard -1", func(r *model.GateRecord) { r.Timeline.Reparents[0].Shard = -1 }},
		{"reparent 1 starts at 12s, is down from 11.999999999s", func(r *model.GateRecord) { r.Timeline.Reparents[1].Down = r.Timeline.Reparents[1].Start - 1 }},
		{"reparent 1 starts at 12s, is down from 12.5s to 12.499999999s", func(r *model.GateRecord) { r.Timeline.Reparents[1].Up = r.Timeline.Reparents[1].Down - 1 }},
		{"reparent 0 starts at never", func(r *model.GateRecord) {
			e := &r.Timeline.Reparents[0]
			e.Start, e.Down, e.Up = sim.Never, sim.Never, sim.Never
		}},
		{"buffering 0 is of shard 4, there are 4", first(func(b *model.Buffering) { b.Shard = 4 })},
		{"buffering 0 lasts from 10.75s to 10.749999999s", first(func(b *model.Buffering) { b.Stop = b.Start - 1 })},
		{"buffering 0 ended (NewPrimarySeen) but never stopped", first(func(b *model.Buffering) { b.Stop = sim.Never })},
		{"buffering 0 lasts from never", first(func(b *model.Buffering) { b.Start, b.Stop = sim.Never, sim.Never })},
		{"dropped update 1 is of shard 9 at 16s, there are 4", func(r *model.GateRecord) { r.Drops[1].Update.Shard = 9 }},
		{"dropped update 0 is of shard 2 at never", func(r *model.GateRecord) { r.Drops[0].At = sim.Never }},
		{"outage 1 seen of keyspace 0 lasts from 19s to 18s", func(r *model.GateRecord) { r.Seen[0][1].To = instant(18) }},
	} {
		chart, err := NewOverlap(with(fourShards(), test.damage), OverlapOptions{})
		if err == nil || !strings.Contains(err.Error(), test.want) || chart != nil {
			t.Errorf("got %v, want an error with %q", err, test.want)
		}
	}
	if _, err := NewOverlap(nil, OverlapOptions{}); err == nil {
		t.Error("a chart of no record")
	}
}

// A chart keeps nothing of its record: drawing does not read it again, nor does preparing change it.
func TestOverlapKeepsNothing(t *testing.T) {
	record := fourShards()
	chart, err := NewOverlap(record, OverlapOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if record.Timeline.Reparents[0].Shard != health.ShardIndex(2) || record.Bufferings[0].Stop != instant(18.25) {
		t.Error("the record was sorted or changed")
	}
	var before, after strings.Builder
	if err := chart.WriteSVG(&before); err != nil {
		t.Fatal(err)
	}
	clear(record.Timeline.Reparents)
	clear(record.Bufferings)
	clear(record.Drops)
	clear(record.Seen[0])
	clear(record.Cluster.Keyspaces[0].Shards)
	if err := chart.WriteSVG(&after); err != nil {
		t.Fatal(err)
	}
	if before.String() != after.String() {
		t.Error("the chart changed with its record")
	}
}
