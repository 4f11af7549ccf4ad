package overlap

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/reports/chart"
)

func TestRowsOnCanvas(t *testing.T) {
	for _, shards := range []int{
		1, 2, 3, 4, 5, 8, 9, 16, 17, 32, 48, 49, 128, 129, 256, 341, 512, 513, 1024, 1025, 3000} {
		t.Run(fmt.Sprintf("shards=%d", shards), func(t *testing.T) {
			sketch := burst(shards, 0)
			sketch.lostReplicas = 3
			c, d := drawn(t, sketch.story(), Options{Scenario: "burst", MaxFailoverDuration: sketchLimit})
			d.CheckReadable(t)
			l := c.layout
			if room, need := l.rowsAt.Size().Y, vg.Length(len(l.rows))*l.density.row; room < need {
				t.Errorf("%d rows of %v in %v", len(l.rows), l.density.row, room)
			}
			if most := 3000 * chart.Dot; d.Height > most {
				t.Errorf("%v high, want at most %v", d.Height, most)
			}
		})
	}
}

// The more rows there are, the lower they are. Their heights are whole dots; otherwise some would be blurred.
func TestDensity(t *testing.T) {
	before := vg.Length(math.Inf(1))
	for rows := 1; rows <= mostRows; rows++ {
		density := densityFor(rows)
		if density.row > before {
			t.Errorf("%d rows of %v, %d of %v", rows-1, before, rows, density.row)
		}
		before = density.row
		if dots := float64(density.row / chart.Dot); math.Abs(dots-math.Round(dots)) > 1e-9 {
			t.Errorf("%d rows of %v pixels", rows, dots)
		}
		if density.bar > density.row || density.outage > density.bar {
			t.Errorf("%d rows: an outage of %v in a bar of %v in a row of %v",
				rows, density.outage, density.bar, density.row)
		}
		if labels := density.row * vg.Length(density.labelEvery); labels < density.label {
			t.Errorf("%d rows: labels of %v every %v", rows, density.label, labels)
		}
	}
}

// If a cluster has thousands of shards, they share rows. The chart says so and leaves no shard out.
func TestSharedRows(t *testing.T) {
	c, d := drawn(t, burst(3000, 5).story(), Options{})
	if rows := len(c.layout.rows); rows != 1000 {
		t.Errorf("%d rows, want 1000 of three shards each", rows)
	}
	d.Written(t, "Each row stands for 3 consecutive shards")
	d.Written(t, "in outage, peak 3000")
}

// Marks on top of one another in a shared row count as one; marks beside one another do not.
func TestSharedMarks(t *testing.T) {
	for _, test := range []struct {
		drops []float64
		want  int
	}{{[]float64{11, 11.001, 11.002}, 1}, {[]float64{10.5, 11, 11.5}, 3}, {[]float64{11, 11.001, 11.5, 11.501}, 2}} {
		story := many(3000)
		for _, at := range test.drops {
			story.Drops = append(story.Drops, dropped(1, at, health.Primary))
		}
		c, d := drawn(t, story, Options{})
		marks := 0
		for _, s := range d.Strokes {
			if s.Color == light.Dropped && s.Max.Y < c.layout.legendAt.Min.Y {
				marks++
			}
		}
		if marks != test.want {
			t.Errorf("drops at %v: %d marks, want %d", test.drops, marks, test.want)
		}
	}
}

// The legend of the lower panel is in the panel, above its lines.
func TestConcurrencyHeadroom(t *testing.T) {
	for _, shards := range []int{1, 2, 7, 8, 9, 100, 1024} {
		c, d := drawn(t, burst(shards, 0).story(), Options{})
		panel := c.layout.concurrencyAt
		for _, entry := range []string{"in outage, peak", "buffering, peak", "any shard in outage"} {
			text := d.Written(t, entry)
			if text.Max.Y > panel.Max.Y {
				t.Errorf("%d shards: %q at %v is not in the panel, which ends at %v",
					shards, entry, text.Max.Y, panel.Max.Y)
			}
			for _, line := range d.Strokes {
				inPanel := line.Min.Y >= panel.Min.Y && line.Max.Y <= panel.Max.Y
				if len(line.Path) > 2 && inPanel && line.Max.Y >= text.Min.Y {
					t.Errorf("%d shards: a line reaches %v, into %q from %v on",
						shards, line.Max.Y, entry, text.Min.Y)
				}
			}
		}
	}
}

func TestSmallestSize(t *testing.T) {
	for name, sketch := range map[string]rolloutSketch{"one shard": burst(1), "no shard": untouched} {
		c, err := New(sketch.story(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := c.WritePNG(&file); err != nil {
			t.Fatal(err)
		}
		header, err := png.DecodeConfig(&file)
		if err != nil {
			t.Fatal(err)
		}
		if header.Width < 1200 || header.Height < 700 {
			t.Errorf("%s: %d by %d pixels", name, header.Width, header.Height)
		}
		dots := func(length vg.Length) int { return int(math.Round(float64(length / chart.Dot))) }
		wide, high := dots(chart.Width), dots(c.layout.height)
		if wide != header.Width || high != header.Height {
			t.Errorf("%s: the size is %d by %d pixels, that of the PNG %d by %d",
				name, wide, high, header.Width, header.Height)
		}
	}
}

// A rollout's figures are drawn while the user waits, one per strategy. Each should take less than 0.4 s.
func BenchmarkOverlap(b *testing.B) {
	for _, shards := range []int{32, 256, 1024} {
		b.Run(fmt.Sprintf("shards=%d", shards), func(b *testing.B) {
			sketch := burst(shards, 3)
			sketch.lostReplicas = shards
			story := sketch.story()
			b.ReportAllocs()
			for b.Loop() {
				c, err := New(story, Options{Scenario: "burst"})
				if err != nil {
					b.Fatal(err)
				}
				if err := c.WritePNG(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
