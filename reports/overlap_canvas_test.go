package reports

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/model/health"
)

// checkReadable fails if anything lies outside the canvas or nowhere, or if lines of text overlap.
func checkReadable(t *testing.T, d *drawing) {
	t.Helper()
	const slack = chartDot / 100 // of additions of floating-point numbers
	outside := func(r vg.Rectangle) bool {
		inside := r.Min.X >= -slack && r.Min.Y >= -slack && r.Max.X <= d.width+slack && r.Max.Y <= d.height+slack
		return !inside // true for what is not a number
	}
	for _, shape := range append(d.fills[:len(d.fills):len(d.fills)], d.strokes...) {
		for _, p := range shape.path {
			if outside(vg.Rectangle{Min: p, Max: p}) {
				t.Errorf("a shape of colour %v reaches %v, outside the canvas of %v by %v", shape.color, p, d.width, d.height)
				break
			}
		}
	}
	for i, text := range d.texts {
		if outside(text.Rectangle) {
			t.Errorf("the text %q at %v lies outside the canvas of %v by %v", text.text, text.Rectangle, d.width, d.height)
		}
		for _, other := range d.texts[:i] {
			if text.Min.X < other.Max.X && other.Min.X < text.Max.X && text.Min.Y < other.Max.Y && other.Min.Y < text.Max.Y {
				t.Errorf("the texts %q and %q overlap", text.text, other.text)
			}
		}
	}
}

func TestOverlapRowsOnCanvas(t *testing.T) {
	for _, shards := range []int{1, 2, 3, 4, 5, 8, 9, 16, 17, 32, 48, 49, 128, 129, 256, 341, 512, 513, 1024, 1025, 3000} {
		t.Run(fmt.Sprintf("shards=%d", shards), func(t *testing.T) {
			sketch := burst(shards, 0)
			sketch.lostReplicas = 3
			chart, d := drawn(t, sketch.story(), OverlapOptions{Scenario: "burst", MaxFailoverDuration: sketchLimit})
			checkReadable(t, d)
			l := chart.layout
			if room, need := l.rowsAt.Size().Y, vg.Length(len(l.rows))*l.density.row; room < need {
				t.Errorf("%d rows of %v in %v", len(l.rows), l.density.row, room)
			}
			if most := 3000 * chartDot; d.height > most {
				t.Errorf("%v high, want at most %v", d.height, most)
			}
		})
	}
}

// Rows get no taller as they get more, and stay whole pixels, or some would be blurred.
func TestOverlapDensity(t *testing.T) {
	before := vg.Length(math.Inf(1))
	for rows := 1; rows <= overlapMaxRows; rows++ {
		density := newOverlapDensity(rows)
		if density.row > before {
			t.Errorf("%d rows of %v, %d of %v", rows-1, before, rows, density.row)
		}
		before = density.row
		if dots := float64(density.row / chartDot); math.Abs(dots-math.Round(dots)) > 1e-9 {
			t.Errorf("%d rows of %v pixels", rows, dots)
		}
		if density.bar > density.row || density.outage > density.bar {
			t.Errorf("%d rows: an outage of %v in a bar of %v in a row of %v", rows, density.outage, density.bar, density.row)
		}
		if labels := density.row * vg.Length(density.labelEvery); labels < density.label {
			t.Errorf("%d rows: labels of %v every %v", rows, density.label, labels)
		}
	}
}

// Vitess clusters of several thousand shards share rows: each row says so, and none is left out.
func TestOverlapSharedRows(t *testing.T) {
	chart, d := drawn(t, burst(3000, 5).story(), OverlapOptions{})
	if rows := len(chart.layout.rows); rows != 1000 {
		t.Errorf("%d rows, want 1000 of three shards each", rows)
	}
	d.written(t, "Each row stands for 3 shards that follow one another")
	d.written(t, "in outage, peak 3000")
}

// Marks on top of one another in a shared row are one mark, marks beside one another are not.
func TestOverlapSharedMarks(t *testing.T) {
	for _, test := range []struct {
		drops []float64
		want  int
	}{{[]float64{11, 11.001, 11.002}, 1}, {[]float64{10.5, 11, 11.5}, 3}, {[]float64{11, 11.001, 11.5, 11.501}, 2}} {
		story := many(3000)
		for _, at := range test.drops {
			story.Drops = append(story.Drops, dropped(1, at, health.Primary))
		}
		chart, d := drawn(t, story, OverlapOptions{})
		marks := 0
		for _, s := range d.strokes {
			if s.color == lightPalette.dropped && s.Max.Y < chart.layout.legendAt.Min.Y {
				marks++
			}
		}
		if marks != test.want {
			t.Errorf("drops at %v: %d marks, want %d", test.drops, marks, test.want)
		}
	}
}

// The legend of the lower panel stands in the panel, above its lines.
func TestOverlapConcurrencyHeadroom(t *testing.T) {
	for _, shards := range []int{1, 2, 7, 8, 9, 100, 1024} {
		chart, d := drawn(t, burst(shards, 0).story(), OverlapOptions{})
		panel := chart.layout.concurrencyAt
		for _, entry := range []string{"in outage, peak", "buffering, peak", "any shard in outage"} {
			text := d.written(t, entry)
			if text.Max.Y > panel.Max.Y {
				t.Errorf("%d shards: %q at %v is not in the panel, which ends at %v", shards, entry, text.Max.Y, panel.Max.Y)
			}
			for _, line := range d.strokes {
				if len(line.path) > 2 && line.Min.Y >= panel.Min.Y && line.Max.Y <= panel.Max.Y && line.Max.Y >= text.Min.Y {
					t.Errorf("%d shards: a line reaches %v, into %q from %v on", shards, line.Max.Y, entry, text.Min.Y)
				}
			}
		}
	}
}

func TestOverlapSmallestSize(t *testing.T) {
	for name, sketch := range map[string]rolloutSketch{"one shard": burst(1), "no shard": {keyspaces: 1, shards: 4, untouched: 4}} {
		chart, err := NewOverlap(sketch.story(), OverlapOptions{})
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := chart.WritePNG(&file); err != nil {
			t.Fatal(err)
		}
		header, err := png.DecodeConfig(&file)
		if err != nil {
			t.Fatal(err)
		}
		if header.Width < 1200 || header.Height < 700 {
			t.Errorf("%s: %d by %d pixels", name, header.Width, header.Height)
		}
		width, height := chart.Size()
		if wide, high := int(math.Round(float64(width/chartDot))), int(math.Round(float64(height/chartDot))); wide != header.Width || high != header.Height {
			t.Errorf("%s: the size is %d by %d pixels, that of the PNG %d by %d", name, wide, high, header.Width, header.Height)
		}
	}
}

func TestOverlapSVG(t *testing.T) {
	chart, err := NewOverlap(fourShards(), OverlapOptions{Scenario: "four"})
	if err != nil {
		t.Fatal(err)
	}
	var file strings.Builder
	if err := chart.WriteSVG(&file); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{chart.Title(), "80-c0", "</svg>"} {
		if !strings.Contains(file.String(), want) {
			t.Errorf("the SVG does not contain %q", want)
		}
	}
}

// A rollout's figures are drawn while the user waits, one a strategy: each should take less than 0.4 s.
func BenchmarkOverlap(b *testing.B) {
	for _, shards := range []int{32, 256, 1024} {
		b.Run(fmt.Sprintf("shards=%d", shards), func(b *testing.B) {
			sketch := burst(shards, 3)
			sketch.lostReplicas = shards
			story := sketch.story()
			b.ReportAllocs()
			for b.Loop() {
				chart, err := NewOverlap(story, OverlapOptions{Scenario: "burst"})
				if err != nil {
					b.Fatal(err)
				}
				if err := chart.WritePNG(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
