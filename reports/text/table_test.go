package text

import (
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	var table Table
	table.Add("mean", "cap2", "")
	table.Add("outage seen", "12.5 ± 0.5", "s")
	table.Add("drops", "3")
	var b strings.Builder
	table.Write(&b)
	want := "" +
		"  mean               cap2\n" +
		"  outage seen  12.5 ± 0.5  s\n" +
		"  drops                 3\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 shards", 1: "1 shard", 2: "2 shards"} {
		if got := Count(n, "shard", "shards"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
