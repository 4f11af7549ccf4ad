package reports

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
)

func TestChartTextCut(t *testing.T) {
	style := newChartText(chartMono, 10, lightPalette.text)
	letter := style.width("x") // all letters of the font are as wide
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
		if got := style.cut(test.text, limit); got != test.end {
			t.Errorf("%q cut at its end to %d letters: %q, want %q", test.text, test.letters, got, test.end)
		}
		if got := style.cutMiddle(test.text, limit); got != test.middle {
			t.Errorf("%q cut in its middle to %d letters: %q, want %q", test.text, test.letters, got, test.middle)
		}
	}
}

// A wrapped line holds every word in its order, and no line is too wide.
func TestChartTextWrapped(t *testing.T) {
	style := newChartText(chartSans, 8, lightPalette.text)
	words := strings.Fields("One dropped update of a primary and twelve of replicas and all thirty-two bufferings timed out in the end")
	whole := strings.Join(words, " ")
	longest := max(style.width("thirty-two"), style.width("bufferings"))
	for limit := longest; limit < style.width(whole)+longest; limit += longest / 3 {
		lines := style.wrapped(whole, " ", limit)
		if got := strings.Fields(strings.Join(lines, " ")); !slices.Equal(got, words) {
			t.Errorf("within %v: %q", limit, lines)
		}
		for i, line := range lines {
			if style.width(line) > limit {
				t.Errorf("within %v: the line %q is %v wide", limit, line, style.width(line))
			}
			if next := i + 1; next < len(lines) && style.width(line+" "+strings.Fields(lines[next])[0]) <= limit {
				t.Errorf("within %v: %q has room for the next word", limit, line)
			}
		}
	}
}

func TestChartTextFitted(t *testing.T) {
	style := newChartBoldText(13, lightPalette.text)
	text := "A title that is a little too long"
	for share, want := range map[vg.Length]vg.Length{1.1: 13, 1: 13, 0.9: 11.5, 0.5: 10} {
		if got := style.fitted(text, style.width(text)*share, 10).face.Font.Size; got != want {
			t.Errorf("in %v of its width: size %v, want %v", share, got, want)
		}
	}
}

func TestChartDuration(t *testing.T) {
	for span, want := range map[time.Duration]string{
		0:                         "0 s",
		1:                         "1 ns",
		999:                       "999 ns",
		1000:                      "1.0 µs",
		1500:                      "1.5 µs",
		9949:                      "9.9 µs",
		12345:                     "12 µs",
		999499:                    "999 µs",
		999500:                    "1.0 ms",
		230 * time.Millisecond:    "230 ms",
		999499 * time.Microsecond: "999 ms",
		999500 * time.Microsecond: "1.0 s",
		14640 * time.Millisecond:  "14.6 s",
		-125 * time.Second:        "-2 min 5 s",
		-1500 * time.Millisecond:  "-1.5 s",
		119 * time.Second:         "119.0 s",
		120 * time.Second:         "2 min 0 s",
		125 * time.Second:         "2 min 5 s",
		2 * time.Hour:             "2 h 0 min",
		721 * time.Hour:           "721 h 0 min",
	} {
		if got := chartDuration(span); got != want {
			t.Errorf("%v is written %q, want %q", span, got, want)
		}
	}
	for span, want := range map[time.Duration]string{10 * time.Second: "10 s", 1500 * time.Millisecond: "1.5 s", 5 * time.Minute: "5 min 0 s"} {
		if got := chartLimit(span); got != want {
			t.Errorf("the limit %v is written %q, want %q", span, got, want)
		}
	}
}

// Spans just below a change of unit are not written as a thousand of the smaller one.
func TestChartDurationIsShort(t *testing.T) {
	for span := time.Duration(1); span < 1000*time.Hour; span = span*11/10 + 1 {
		for _, d := range []time.Duration{span, -span} {
			text := chartDuration(d)
			if number, _, _ := strings.Cut(strings.TrimPrefix(text, "-"), " "); utf8.RuneCountInString(number) > 5 || number == "1000" || number == "0.9" {
				t.Errorf("%v is written %q", d, text)
			}
		}
	}
}
