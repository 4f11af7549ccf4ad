package reports

import (
	"fmt"
	"io"
	"testing"
)

// A rollout's figures are drawn while the user waits, one a strategy: each should take less than 0.4 s.
func BenchmarkOverlap(b *testing.B) {
	for _, shards := range []int{32, 256, 1024} {
		b.Run(fmt.Sprintf("shards=%d", shards), func(b *testing.B) {
			sketch := burst(shards, 3)
			sketch.lostReplicas = shards
			record := sketch.record()
			b.ReportAllocs()
			for b.Loop() {
				chart, err := NewOverlap(record, OverlapOptions{Scenario: "burst"})
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
