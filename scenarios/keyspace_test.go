package scenarios

import (
	"strings"
	"testing"
)

// The expectations are those of Vitess's own test of key.GenerateShardRanges.
func TestEqualRanges(t *testing.T) {
	for n, want := range map[int]string{
		1: "-",
		2: "-80 80-",
		7: "-24 24-49 49-6d 6d-92 92-b6 b6-db db-",
		// In floating point 49 * (256/49) is less than 256, which Vitess had to correct for.
		49: "-05 05-0a 0a-0f 0f-14 14-1a 1a-1f 1f-24 24-29 29-2f 2f-34 34-39 39-3e 3e-43 43-49 49-4e 4e-53 " +
			"53-58 58-5e 5e-63 63-68 68-6d 6d-72 72-78 78-7d 7d-82 82-87 87-8d 8d-92 92-97 97-9c 9c-a1 a1-a7 " +
			"a7-ac ac-b1 b1-b6 b6-bc bc-c1 c1-c6 c6-cb cb-d0 d0-d6 d6-db db-e0 e0-e5 e5-eb eb-f0 f0-f5 f5-fa " +
			"fa-",
	} {
		if got := strings.Join(equalRanges(n), " "); got != want {
			t.Errorf("%d shards:\ngot  %s\nwant %s", n, got, want)
		}
	}
	for n, want := range map[int][3]string{ // the first, the second and the last
		4:      {"-40", "40-80", "c0-"},
		32:     {"-08", "08-10", "f8-"},
		103:    {"-02", "02-04", "fd-"},
		107:    {"-02", "02-04", "fd-"},
		256:    {"-01", "01-02", "ff-"},
		512:    {"-0080", "0080-0100", "ff80-"},
		65_536: {"-0001", "0001-0002", "ffff-"},
	} {
		ranges := equalRanges(n)
		if got := [3]string{ranges[0], ranges[1], ranges[n-1]}; got != want || len(ranges) != n {
			t.Errorf("%d shards: %d, %v", n, len(ranges), got)
		}
	}
}

func TestEqualRangesAreContiguousAndDifferent(t *testing.T) {
	for n := 1; n <= 2048; n++ {
		ranges := equalRanges(n)
		end := ""
		for i, name := range ranges {
			begin, next, _ := strings.Cut(name, "-")
			if begin != end || begin == next && n > 1 || i < n-1 && next == "" {
				t.Fatalf("%d shards: %s after %q", n, name, end)
			}
			end = next
		}
		if end != "" {
			t.Fatalf("%d shards end at %s", n, end)
		}
	}
}
