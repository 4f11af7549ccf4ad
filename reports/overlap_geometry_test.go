package reports

import (
	"image/color"
	"slices"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

func instant(seconds float64) sim.Time { return sim.Time(seconds * 1e9) }

func seconds(s float64) time.Duration { return time.Duration(s * 1e9) }

func reparent(shard int, start, down, up float64) cluster.Reparent {
	return cluster.Reparent{Shard: health.ShardIndex(shard), Kind: "planned", Start: instant(start), Down: instant(down), Up: instant(up)}
}

func buffered(shard int, start, stop float64, reason record.StopReason, cause record.TimeoutCause) record.Buffering {
	return record.Buffering{Shard: health.ShardIndex(shard), Start: instant(start), Stop: instant(stop), Reason: reason, Cause: cause}
}

func dropped(shard int, at float64, kind health.TabletType) record.Drop {
	return record.Drop{At: instant(at), Update: health.Update{Shard: health.ShardIndex(shard), Type: kind, Serving: true}}
}

// fourShards is a story in which every kind of mark occurs once or twice, at instants that tests repeat.
func fourShards() *record.Story {
	return &record.Story{Strategy: "cap2",
		Cluster: &cluster.Config{Keyspaces: []cluster.Keyspace{{Name: "commerce", Shards: []string{"-40", "40-80", "80-c0", "c0-"}}}},
		Timeline: &cluster.Timeline{Reparents: []cluster.Reparent{
			reparent(2, 11, 11.5, 13), reparent(0, 12, 12.5, 14), reparent(3, 10, 10.5, 12), reparent(2, 16, 16.5, 18)}},
		Journal: record.Journal{DeadlockAt: sim.Never, End: instant(60), Bufferings: []record.Buffering{
			buffered(3, 10.75, 18.25, record.NewPrimarySeen, 0),
			buffered(2, 11.75, 21.75, record.MaxDurationExceeded, record.TimeoutLostUpdate),
			buffered(0, 12.75, 15, record.NewPrimarySeen, 0)},
			Drops: []record.Drop{dropped(2, 13.5, health.Primary), dropped(0, 16, health.Replica)},
			Seen:  [][]record.Span{{{From: instant(10.6), To: instant(18.2)}, {From: instant(19), To: instant(22)}}}}}
}

func TestOverlapBars(t *testing.T) {
	_, d := drawn(t, fourShards(), OverlapOptions{})
	_, at := d.axis(t)
	colours := &lightPalette
	for _, row := range []struct {
		label string
		ink   color.Color
		spans []float64
	}{
		{"c0-", colours.outage, []float64{10.5, 12}},
		{"c0-", colours.newPrimary, []float64{10.75, 18.25}},
		{"c0-", colours.timeout, nil},
		{"80-c0", colours.outage, []float64{11.5, 13, 16.5, 18}},
		{"80-c0", colours.timeout, []float64{11.75, 21.75}},
		{"80-c0", colours.newPrimary, nil},
		{"-40", colours.outage, []float64{12.5, 14}},
		{"-40", colours.newPrimary, []float64{12.75, 15}},
		{"actual outage", colours.outage, []float64{10.5, 14, 16.5, 18}},
		{"as vtgate saw it", colours.outage, []float64{10.6, 18.2, 19, 22}},
	} {
		var want []vg.Length
		for _, s := range row.spans {
			want = append(want, at(seconds(s)))
		}
		var got []vg.Length
		for _, bar := range d.within(d.written(t, row.label), row.ink) {
			got = append(got, bar.Min.X, bar.Max.X)
		}
		if !slices.EqualFunc(got, want, near) {
			t.Errorf("row %s, colour %v: edges at %v, want %v", row.label, row.ink, got, want)
		}
	}
}

func TestOverlapOutageInsideBuffering(t *testing.T) {
	_, d := drawn(t, fourShards(), OverlapOptions{})
	for _, label := range []string{"c0-", "80-c0", "-40"} {
		row := d.written(t, label)
		outage := d.within(row, lightPalette.outage)[0]
		buffering := append(d.within(row, lightPalette.newPrimary), d.within(row, lightPalette.timeout)...)[0]
		if outage.Min.Y <= buffering.Min.Y || outage.Max.Y >= buffering.Max.Y {
			t.Errorf("row %s: outage from %v to %v high, buffering from %v to %v", label, outage.Min.Y, outage.Max.Y, buffering.Min.Y, buffering.Max.Y)
		}
		if slices.IndexFunc(d.fills, same(outage)) < slices.IndexFunc(d.fills, same(buffering)) {
			t.Errorf("row %s: the buffering is drawn over the outage", label)
		}
	}
}

func same(s drawnShape) func(drawnShape) bool {
	return func(other drawnShape) bool { return other.Rectangle == s.Rectangle && other.color == s.color }
}

func TestOverlapEndCaps(t *testing.T) {
	_, d := drawn(t, fourShards(), OverlapOptions{})
	_, at := d.axis(t)
	for label, want := range map[string]int{"c0-": 0, "80-c0": 1, "-40": 0} {
		row := d.written(t, label)
		caps := d.within(row, lightPalette.timeoutCap)
		if len(caps) != want {
			t.Errorf("row %s: %d end caps, want %d", label, len(caps), want)
		}
		for _, c := range caps {
			bar := d.within(row, lightPalette.timeout)[0]
			if !near(c.Max.X, at(seconds(21.75))) || c.Min.X <= bar.Min.X || c.Max.Y <= bar.Max.Y || c.Min.Y >= bar.Min.Y {
				t.Errorf("the end cap %v does not stand out at the end of its bar %v", c.Rectangle, bar.Rectangle)
			}
		}
	}
}

func TestOverlapDropMarks(t *testing.T) {
	_, d := drawn(t, fourShards(), OverlapOptions{})
	_, at := d.axis(t)
	top := d.written(t, "dropped update of a replica").Min.Y // the last line of the legend
	marks := func(ink color.Color) (found []drawnShape) {
		for _, s := range d.strokes {
			if s.color == ink && s.Max.Y < top {
				found = append(found, s)
			}
		}
		return found
	}
	check := func(ink color.Color, label string, when float64) drawnShape {
		t.Helper()
		found := marks(ink)
		if len(found) != 1 {
			t.Fatalf("%d marks of colour %v, want 1", len(found), ink)
		}
		mark := found[0]
		if !near((mark.Min.X+mark.Max.X)/2, at(seconds(when))) || !near((mark.Min.Y+mark.Max.Y)/2, d.written(t, label).middle()) {
			t.Errorf("the mark %v is not in row %s at %v s", mark.Rectangle, label, when)
		}
		return mark
	}
	primary, replica := check(lightPalette.dropped, "80-c0", 13.5), check(lightPalette.droppedReplica, "-40", 16)
	if primary.Size().X <= replica.Size().X {
		t.Errorf("the mark of a primary is %v wide, that of a replica %v", primary.Size().X, replica.Size().X)
	}
}

// The panels share one time axis: a band begins and ends at the same place in each of them, where the
// strip of merged outages does.
func TestOverlapBands(t *testing.T) {
	_, d := drawn(t, fourShards(), OverlapOptions{})
	var bands []drawnShape
	legend := d.written(t, "any shard in outage")
	for _, s := range d.fills {
		if s.color == lightPalette.band && !(s.Min.Y < legend.middle() && s.Max.Y > legend.middle() && s.Max.X < legend.Min.X && s.Size().Y < 30*chartDot) {
			bands = append(bands, s)
		}
	}
	strip := d.within(d.written(t, "actual outage"), lightPalette.outage)
	if len(bands) != 3*len(strip) {
		t.Fatalf("%d bands, want %d in each of three panels", len(bands), len(strip))
	}
	for i, band := range bands {
		of := strip[i%len(strip)]
		if band.Min.X != of.Min.X || band.Max.X != of.Max.X {
			t.Errorf("band %d from %v to %v, its strip from %v to %v", i, band.Min.X, band.Max.X, of.Min.X, of.Max.X)
		}
	}
}

func TestOverlapRowOrder(t *testing.T) {
	_, d := drawn(t, fourShards(), OverlapOptions{})
	order := []string{"c0-", "80-c0", "-40"} // of the first reparent's start
	for i := 1; i < len(order); i++ {
		if above, below := d.written(t, order[i-1]), d.written(t, order[i]); above.Min.Y <= below.Max.Y {
			t.Errorf("row %s at %v is not above row %s at %v", order[i-1], above.Min.Y, order[i], below.Max.Y)
		}
	}
	for _, text := range d.texts {
		if text.text == "40-80" {
			t.Error("a row for a shard that was never reparented")
		}
	}
	d.written(t, "1 shard that was never reparented is left out.")
}

// The lower panel counts shards, not reparents: one of them is down twice over here.
func TestOverlapConcurrency(t *testing.T) {
	story := fourShards()
	story.Timeline.Reparents = append(story.Timeline.Reparents, reparent(3, 10.7, 11, 11.9))
	_, d := drawn(t, story, OverlapOptions{})
	d.written(t, "in outage, peak 2")
	d.written(t, "buffering, peak 3")
	_, at := d.axis(t)
	three := d.texts[slices.IndexFunc(d.texts, func(text drawnText) bool { return text.text == "3" })]
	for _, line := range d.strokes {
		if line.color != lightPalette.buffering || len(line.path) < 4 {
			continue
		}
		if !near(line.Max.Y, three.middle()) {
			t.Errorf("the line of buffering shards peaks at the height %v, 3 is at %v", line.Max.Y, three.middle())
		}
		if first := line.path[1]; !near(first.X, at(seconds(10.75))) {
			t.Errorf("the line of buffering shards rises at %v, want %v", first.X, at(seconds(10.75)))
		}
		if last := line.path[len(line.path)-2]; !near(last.X, at(seconds(21.75))) {
			t.Errorf("the line of buffering shards falls at %v, want %v", last.X, at(seconds(21.75)))
		}
		return
	}
	t.Error("no line of buffering shards")
}
