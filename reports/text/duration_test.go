package text

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestDuration(t *testing.T) {
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
		if got := Duration(span); got != want {
			t.Errorf("%v is written %q, want %q", span, got, want)
		}
	}
	for span, want := range map[time.Duration]string{
		10 * time.Second:        "10 s",
		1500 * time.Millisecond: "1.5 s",
		5 * time.Minute:         "5 min 0 s",
	} {
		if got := Limit(span); got != want {
			t.Errorf("the limit %v is written %q, want %q", span, got, want)
		}
	}
}

// A span just below a change of unit is not written as a thousand of the smaller unit.
func TestDurationIsShort(t *testing.T) {
	for span := time.Duration(1); span < 1000*time.Hour; span = span*11/10 + 1 {
		for _, d := range []time.Duration{span, -span} {
			text := Duration(d)
			number, _, _ := strings.Cut(strings.TrimPrefix(text, "-"), " ")
			if utf8.RuneCountInString(number) > 5 || number == "1000" || number == "0.9" {
				t.Errorf("%v is written %q", d, text)
			}
		}
	}
}
