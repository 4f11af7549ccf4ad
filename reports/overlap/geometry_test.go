package overlap

import (
	"image/color"
	"slices"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/reports/chart/charttest"
	"github.com/reparentsim/reparentsim/sim"
)

func instant(seconds float64) sim.Time { return sim.Time(seconds * 1e9) }

// layoutOf returns the layout of the keyspaces.
func layoutOf(keyspaces ...cluster.Keyspace) *cluster.Layout {
	return cluster.NewLayout(&cluster.Config{Keyspaces: keyspaces})
}

func seconds(s float64) time.Duration { return time.Duration(s * 1e9) }

func reparent(shard int, start, down, up float64) cluster.Reparent {
	return cluster.Reparent{Shard: health.ShardIndex(shard), Kind: "planned",
		Start: instant(start), Down: instant(down), Up: instant(up)}
}

func buffered(shard int, start, stop float64, reason record.StopReason, cause record.TimeoutCause) record.Buffering {
	return record.Buffering{Shard: health.ShardIndex(shard),
		Start: instant(start), Stop: instant(stop), Reason: reason, Cause: cause}
}

func dropped(shard int, at float64, kind health.TabletType) record.Drop {
	return record.Drop{At: instant(at),
		Update: health.Update{Shard: health.ShardIndex(shard), Type: kind, Serving: true}}
}

// fourShards returns a story in which every kind of mark occurs once or twice, at instants that tests know.
func fourShards() *record.Story {
	return &record.Story{Strategy: "cap2",
		Timeline: &cluster.Timeline{
			Layout: layoutOf(cluster.Keyspace{Name: "commerce", Shards: []string{"-40", "40-80", "80-c0", "c0-"}}),
			Reparents: []cluster.Reparent{
				reparent(2, 11, 11.5, 13), reparent(0, 12, 12.5, 14),
				reparent(3, 10, 10.5, 12), reparent(2, 16, 16.5, 18)}},
		Journal: record.Journal{DeadlockAt: sim.Never, End: instant(60), Bufferings: []record.Buffering{
			buffered(3, 10.75, 18.25, record.NewPrimarySeen, 0),
			buffered(2, 11.75, 21.75, record.MaxDurationExceeded, record.TimeoutLostUpdate),
			buffered(0, 12.75, 15, record.NewPrimarySeen, 0)},
			Drops: []record.Drop{dropped(2, 13.5, health.Primary), dropped(0, 16, health.Replica)},
			Seen:  [][]record.Span{{{From: instant(10.6), To: instant(18.2)}, {From: instant(19), To: instant(22)}}}}}
}

func TestBars(t *testing.T) {
	_, d := drawn(t, fourShards(), Options{})
	at := timeAxis(t, d)
	for _, row := range []struct {
		label string
		ink   color.Color
		spans []float64
	}{
		{"c0-", light.Outage, []float64{10.5, 12}},
		{"c0-", light.NewPrimary, []float64{10.75, 18.25}},
		{"c0-", light.Timeout, nil},
		{"80-c0", light.Outage, []float64{11.5, 13, 16.5, 18}},
		{"80-c0", light.Timeout, []float64{11.75, 21.75}},
		{"80-c0", light.NewPrimary, nil},
		{"-40", light.Outage, []float64{12.5, 14}},
		{"-40", light.NewPrimary, []float64{12.75, 15}},
		{"actual outage", light.Outage, []float64{10.5, 14, 16.5, 18}},
		{"as vtgate saw it", light.Outage, []float64{10.6, 18.2, 19, 22}},
	} {
		var want []vg.Length
		for _, s := range row.spans {
			want = append(want, at(seconds(s)))
		}
		var got []vg.Length
		for _, bar := range d.Within(d.Written(t, row.label), row.ink) {
			got = append(got, bar.Min.X, bar.Max.X)
		}
		if !slices.EqualFunc(got, want, charttest.Near) {
			t.Errorf("row %s, colour %v: edges at %v, want %v", row.label, row.ink, got, want)
		}
	}
}

func TestOutageInsideBuffering(t *testing.T) {
	_, d := drawn(t, fourShards(), Options{})
	for _, label := range []string{"c0-", "80-c0", "-40"} {
		row := d.Written(t, label)
		outage := d.Within(row, light.Outage)[0]
		buffering := append(d.Within(row, light.NewPrimary), d.Within(row, light.Timeout)...)[0]
		if outage.Min.Y <= buffering.Min.Y || outage.Max.Y >= buffering.Max.Y {
			t.Errorf("row %s: outage from %v to %v high, buffering from %v to %v",
				label, outage.Min.Y, outage.Max.Y, buffering.Min.Y, buffering.Max.Y)
		}
		if slices.IndexFunc(d.Fills, same(outage)) < slices.IndexFunc(d.Fills, same(buffering)) {
			t.Errorf("row %s: the buffering is drawn over the outage", label)
		}
	}
}

func same(s charttest.Shape) func(charttest.Shape) bool {
	return func(other charttest.Shape) bool { return other.Rectangle == s.Rectangle && other.Color == s.Color }
}

func TestEndCaps(t *testing.T) {
	_, d := drawn(t, fourShards(), Options{})
	at := timeAxis(t, d)
	for label, want := range map[string]int{"c0-": 0, "80-c0": 1, "-40": 0} {
		row := d.Written(t, label)
		caps := d.Within(row, light.TimeoutCap)
		if len(caps) != want {
			t.Errorf("row %s: %d end caps, want %d", label, len(caps), want)
		}
		for _, c := range caps {
			bar := d.Within(row, light.Timeout)[0]
			atEnd := charttest.Near(c.Max.X, at(seconds(21.75))) && c.Min.X > bar.Min.X
			if !atEnd || c.Max.Y <= bar.Max.Y || c.Min.Y >= bar.Min.Y {
				t.Errorf("the end cap %v does not stand out at the end of its bar %v", c.Rectangle, bar.Rectangle)
			}
		}
	}
}

func TestDropMarks(t *testing.T) {
	_, d := drawn(t, fourShards(), Options{})
	at := timeAxis(t, d)
	top := d.Written(t, "dropped update of a replica").Min.Y // the last line of the legend
	marks := func(ink color.Color) (found []charttest.Shape) {
		for _, s := range d.Strokes {
			if s.Color == ink && s.Max.Y < top {
				found = append(found, s)
			}
		}
		return found
	}
	check := func(ink color.Color, label string, when float64) charttest.Shape {
		t.Helper()
		found := marks(ink)
		if len(found) != 1 {
			t.Fatalf("%d marks of colour %v, want 1", len(found), ink)
		}
		mark := found[0]
		x, y := (mark.Min.X+mark.Max.X)/2, (mark.Min.Y+mark.Max.Y)/2
		if !charttest.Near(x, at(seconds(when))) || !charttest.Near(y, d.Written(t, label).Middle()) {
			t.Errorf("the mark %v is not in row %s at %v s", mark.Rectangle, label, when)
		}
		return mark
	}
	primary, replica := check(light.Dropped, "80-c0", 13.5), check(light.DroppedReplica, "-40", 16)
	if primary.Size().X <= replica.Size().X {
		t.Errorf("the mark of a primary is %v wide, that of a replica %v", primary.Size().X, replica.Size().X)
	}
}

// The panels share one time axis: in each of them a band begins and ends where the strip of merged outages does.
func TestBands(t *testing.T) {
	_, d := drawn(t, fourShards(), Options{})
	var bands []charttest.Shape
	legend := d.Written(t, "any shard in outage")
	for _, s := range d.Fills {
		beside := s.Min.Y < legend.Middle() && s.Max.Y > legend.Middle() && s.Max.X < legend.Min.X
		if sample := beside && s.Size().Y < 30*chart.Dot; s.Color == light.Band && !sample {
			bands = append(bands, s)
		}
	}
	strip := d.Within(d.Written(t, "actual outage"), light.Outage)
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

func TestRowOrder(t *testing.T) {
	_, d := drawn(t, fourShards(), Options{})
	order := []string{"c0-", "80-c0", "-40"} // of the first reparent's start
	for i := 1; i < len(order); i++ {
		if above, below := d.Written(t, order[i-1]), d.Written(t, order[i]); above.Min.Y <= below.Max.Y {
			t.Errorf("row %s at %v is not above row %s at %v", order[i-1], above.Min.Y, order[i], below.Max.Y)
		}
	}
	for _, text := range d.Texts {
		if text.Text == "40-80" {
			t.Error("a row for a shard that was never reparented")
		}
	}
	d.Written(t, "1 shard that was never reparented is left out.")
}

// The lower panel counts shards, not reparents: here one shard is down for two reparents at once.
func TestConcurrency(t *testing.T) {
	story := fourShards()
	story.Timeline.Reparents = append(story.Timeline.Reparents, reparent(3, 10.7, 11, 11.9))
	_, d := drawn(t, story, Options{})
	d.Written(t, "in outage, peak 2")
	d.Written(t, "buffering, peak 3")
	at := timeAxis(t, d)
	three := d.Texts[slices.IndexFunc(d.Texts, func(text charttest.Text) bool { return text.Text == "3" })]
	for _, line := range d.Strokes {
		if line.Color != light.Buffering || len(line.Path) < 4 {
			continue
		}
		if !charttest.Near(line.Max.Y, three.Middle()) {
			t.Errorf("the line of buffering shards peaks at the height %v, 3 is at %v", line.Max.Y, three.Middle())
		}
		if first := line.Path[1]; !charttest.Near(first.X, at(seconds(10.75))) {
			t.Errorf("the line of buffering shards rises at %v, want %v", first.X, at(seconds(10.75)))
		}
		if last := line.Path[len(line.Path)-2]; !charttest.Near(last.X, at(seconds(21.75))) {
			t.Errorf("the line of buffering shards falls at %v, want %v", last.X, at(seconds(21.75)))
		}
		return
	}
	t.Error("no line of buffering shards")
}
