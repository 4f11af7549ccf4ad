package overlap

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// randomSpans returns spans between few instants, so that many touch, contain one another or are empty.
func randomSpans(random *rand.Rand) []record.Span {
	var spans []record.Span
	for range random.IntN(8) {
		from := sim.Time(random.IntN(12))
		spans = append(spans, record.Span{From: from, To: from + sim.Time(random.IntN(5))})
	}
	return spans
}

// covering counts the spans that cover the instant, one by one.
func covering(spans []record.Span, at sim.Time) int {
	n := 0
	for _, s := range spans {
		if s.From <= at && at < s.To {
			n++
		}
	}
	return n
}

func TestSteps(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	for range 2000 {
		spans := randomSpans(random)
		steps, peak := stepsOf(spans)
		most := 0
		for at := range sim.Time(20) {
			count := 0
			for _, s := range steps {
				if s.at <= at {
					count = s.count
				}
			}
			if want := covering(spans, at); count != want {
				t.Fatalf("%v: the steps %v count %d at %d, want %d", spans, steps, count, at, want)
			}
			most = max(most, covering(spans, at))
		}
		if peak != most {
			t.Fatalf("%v: peak %d, want %d", spans, peak, most)
		}
	}
}

func TestTotal(t *testing.T) {
	spans := []record.Span{{From: 1, To: 4}, {From: 6, To: 20}, {From: 30, To: sim.Never}}
	for _, test := range []struct {
		end            sim.Time
		total, longest time.Duration
		open           bool
	}{{0, 0, 0, true}, {5, 3, 3, true}, {10, 7, 4, true}, {25, 17, 14, true}, {50, 37, 20, true}} {
		total, longest, open := total(spans, test.end)
		if total != test.total || longest != test.longest || open != test.open {
			t.Errorf("up to %d: %d, longest %d, open %v; want %+v", test.end, total, longest, open, test)
		}
	}
	if total, _, open := total(spans[:2], 20); total != 17 || open {
		t.Errorf("spans that end with the replication last %d, open %v", total, open)
	}
}

// A buffering that the end of the replication cut off has no end, whatever the story says.
func TestSpanOf(t *testing.T) {
	for _, stop := range []sim.Time{50, sim.Never} {
		still := record.Buffering{Start: 3, Stop: stop}
		if got, want := spanOf(&still), (record.Span{From: 3, To: sim.Never}); got != want {
			t.Errorf("still buffering at %v: %v, want %v", stop, got, want)
		}
	}
	ended := record.Buffering{Start: 3, Stop: 50, Reason: record.NewPrimarySeen}
	if got, want := spanOf(&ended), (record.Span{From: 3, To: 50}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

// A row that several shards share is down when any of them is, buffers when any of them does, and has the worst of
// their endings.
func TestBins(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for range 300 {
		var rows []row
		for range 1 + random.IntN(9) {
			row := row{shards: 1, outages: randomSpans(random)}
			for _, s := range randomSpans(random) {
				bar := bar{Span: s, ending: ending(random.IntN(int(endings)))}
				if bar.ending == endedByTimeout {
					bar.timedOut = 1
				}
				row.bufferings = append(row.bufferings, bar)
			}
			row.drops = append(row.drops, sim.Time(random.IntN(20)))
			rows = append(rows, row)
		}
		limit := 1 + random.IntN(9)
		original := slices.Clone(rows)
		bins, each := binned(rows, limit)
		if len(bins) > limit {
			t.Fatalf("%d rows in %d bins, want at most %d", len(rows), len(bins), limit)
		}
		if each == 1 {
			if len(bins) != len(rows) {
				t.Fatalf("%d rows became %d though each has its own", len(rows), len(bins))
			}
			continue
		}
		shards, drops := 0, 0
		for i, bin := range bins {
			members := original[i*each : min((i+1)*each, len(rows))]
			shards, drops = shards+bin.shards, drops+len(bin.drops)
			checkBin(t, bin, members)
		}
		if shards != len(rows) || drops != len(rows) {
			t.Fatalf("%d shards with as many drops became %d with %d", len(rows), shards, drops)
		}
	}
}

func checkBin(t *testing.T, bin row, members []row) {
	t.Helper()
	for at := range sim.Time(20) {
		down, worst, buffers := 0, ending(0), false
		for _, m := range members {
			down += covering(m.outages, at)
			for _, b := range m.bufferings {
				if b.From <= at && at < b.To {
					buffers, worst = true, max(worst, b.ending)
				}
			}
		}
		if got := covering(bin.outages, at); got > 0 != (down > 0) {
			t.Fatalf("%d outages of members at %d, %d of their row", down, at, got)
		}
		found := slices.IndexFunc(bin.bufferings, func(b bar) bool { return b.From <= at && at < b.To })
		if found >= 0 != buffers {
			t.Fatalf("buffering at %d: %v, of their row %v", at, buffers, found >= 0)
		}
		if found >= 0 && bin.bufferings[found].ending < worst {
			t.Fatalf("a row with the ending %d holds one with %d", bin.bufferings[found].ending, worst)
		}
		if found >= 0 && (bin.bufferings[found].timedOut < 0 || bin.bufferings[found].timedOut > 1) {
			t.Fatalf("%v of a row's bufferings timed out", bin.bufferings[found].timedOut)
		}
	}
}
