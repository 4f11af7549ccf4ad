package wording

import (
	"strings"
	"testing"
)

func TestClosest(t *testing.T) {
	for _, c := range []struct{ word, names, want string }{
		{"horizen", "horizon rollout", "horizon"},
		{"cuont", "mount count", "count"}, // a swap is one edit
		{"sise", "buffer_window buffer_size", "buffer_size"},
		{"strategys", "schedules strategies", "strategies"},
		{"x", "y count", ""}, // all of its letters would change
		{"count", "count", ""},
		{"rollout", "count horizon", ""},
		{"", "count", ""},
		{"waves", "wave saves", "wave"}, // of two equally close names the first
	} {
		if got := Closest(c.word, strings.Fields(c.names)); got != c.want {
			t.Errorf("closest to %q of %s is %q, want %q", c.word, c.names, got, c.want)
		}
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"abc", "abc", 0}, {"abc", "acb", 1}, {"abc", "xbc", 1}, {"abc", "ab", 1},
		{"ca", "abc", 3}, // optimal string alignment edits no letter twice
		{"kitten", "sitting", 3},
	} {
		if got, back := editDistance(c.a, c.b, 10), editDistance(c.b, c.a, 10); got != c.want || back != c.want {
			t.Errorf("from %q to %q: %d edits and %d back, want %d", c.a, c.b, got, back, c.want)
		}
		if got := editDistance(c.a, c.b, 1); got != min(c.want, 1) {
			t.Errorf("from %q to %q: %d edits with the limit 1", c.a, c.b, got)
		}
	}
}

func TestUnknown(t *testing.T) {
	for _, c := range []struct{ name, names, want string }{
		{"wave", "none waves", `unknown schedule "wave" (did you mean "waves"?); want one of none, waves`},
		{"often", "none", `unknown schedule "often"; the only one is none`},
	} {
		if got := Unknown("schedule", c.name, strings.Fields(c.names)); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
	if got := Unknown("schedule", strings.Repeat("ü", 100), nil); strings.Count(got, "ü") != quotedRunes {
		t.Errorf("a long name is not shortened: %s", got)
	}
}
