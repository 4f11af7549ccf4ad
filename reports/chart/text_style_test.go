package chart

import (
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
)

func TestTextStyleCut(t *testing.T) {
	style := Mono(10, lightPalette.Text)
	letter := style.Width("x") // all letters of the font have this width
	for _, test := range []struct {
		text        string
		letters     int
		end, middle string
	}{
		{"abcdef", 6, "abcdef", "abcdef"},
		{"abcdef", 5, "abcd…", "ab…ef"},
		{"abcdef", 4, "abc…", "a…ef"},
		{"abcdef", 1, "…", "…"},
		{"", 0, "", ""},
		{"été-Größe", 5, "été-…", "ét…ße"},
	} {
		limit := letter * (vg.Length(test.letters) + 0.01)
		if got := style.Cut(test.text, limit); got != test.end {
			t.Errorf("%q cut at its end to %d letters: %q, want %q", test.text, test.letters, got, test.end)
		}
		if got := style.CutMiddle(test.text, limit); got != test.middle {
			t.Errorf("%q cut in its middle to %d letters: %q, want %q", test.text, test.letters, got, test.middle)
		}
	}
}

// Wrapping keeps all words in their order, and no line is too wide.
func TestTextStyleWrapped(t *testing.T) {
	style := Sans(8, lightPalette.Text)
	words := strings.Fields("One dropped update of a primary and twelve of replicas " +
		"and all thirty-two bufferings timed out in the end")
	whole := strings.Join(words, " ")
	longest := max(style.Width("thirty-two"), style.Width("bufferings"))
	for limit := longest; limit < style.Width(whole)+longest; limit += longest / 3 {
		lines := style.Wrapped(whole, " ", limit)
		if got := strings.Fields(strings.Join(lines, " ")); !slices.Equal(got, words) {
			t.Errorf("within %v: %q", limit, lines)
		}
		for i, line := range lines {
			if style.Width(line) > limit {
				t.Errorf("within %v: the line %q is %v wide", limit, line, style.Width(line))
			}
			if next := i + 1; next < len(lines) && style.Width(line+" "+strings.Fields(lines[next])[0]) <= limit {
				t.Errorf("within %v: %q has room for the next word", limit, line)
			}
		}
	}
}

func TestTextStyleFitted(t *testing.T) {
	style := Bold(13, lightPalette.Text)
	text := "A title that is a little too long"
	for share, want := range map[vg.Length]vg.Length{1.1: 13, 1: 13, 0.9: 11.5, 0.5: 10} {
		if got := style.Fitted(text, style.Width(text)*share, 10).face.Font.Size; got != want {
			t.Errorf("in %v of its width: size %v, want %v", share, got, want)
		}
	}
}
