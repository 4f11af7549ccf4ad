package form

import (
	"math"
	"regexp"
	"strings"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// LongestDuration is the longest duration that a file may hold, ten years. The sum of a few such durations cannot
// overflow.
const LongestDuration = 10 * 365 * 24 * time.Hour

const (
	wantDuration         = "a duration such as 10s, 1m30s or 250ms"
	wantPositiveDuration = "a duration greater than 0 such as 10s, 1m30s or 250ms"
)

// Forms of durations.
var (
	Duration         = durationForm(wantDuration, 0, LongestDuration) // not negative
	PositiveDuration = durationForm(wantPositiveDuration, 1, LongestDuration)
)

// DurationUpTo is the form of durations greater than 0 with an upper limit.
func DurationUpTo(most time.Duration) Form[time.Duration] {
	return durationForm(wantPositiveDuration, 1, most)
}

func durationForm(want string, least, most time.Duration) Form[time.Duration] {
	return func(place *time.Duration) Value {
		return Value{
			Want: want,
			Read: func(c *Checker, n *Node, path string) {
				value, problem := parseDuration(n)
				switch {
				case problem != "":
					c.Reject(n, path, "want %s, %s", want, problem)
				case value < 0:
					c.Reject(n, path, "must not be negative, got %s", wording.Shortened(n.Text))
				case value < least:
					c.Reject(n, path, "must be greater than 0, got %s", wording.Shortened(n.Text))
				case value > most:
					c.Reject(n, path, "must be at most %s, got %s", FormatDuration(most), wording.Shortened(n.Text))
				default:
					*place = value
				}
			},
			Print:  func() *Node { return PlainNode(FormatDuration(*place)) },
			Schema: func() *jsonschema.Schema { return durationSchema(least > 0) },
		}
	}
}

// bareNumber matches a number without a unit.
var bareNumber = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(\.[0-9]*)?$`)

// parseDuration reads a Go duration, or says what is wrong with it.
func parseDuration(n *Node) (value time.Duration, problem string) {
	switch {
	case n.Kind != ScalarNode || n.IsNull():
		return 0, "got " + n.Describe()
	case n.Plain && n.Text == "0":
		return 0, ""
	case bareNumber.MatchString(n.Text):
		return 0, "got " + wording.Shortened(n.Text) + ", a number without a unit"
	}
	value, err := time.ParseDuration(n.Text)
	if err != nil && durationSyntax.MatchString(n.Text) {
		return math.MaxInt64, "" // longer than a time.Duration can be
	}
	if err != nil {
		return 0, "got " + n.Describe()
	}
	return value, ""
}

// FormatDuration formats a duration as Go does, but in ASCII and without zero minutes and seconds at the end.
func FormatDuration(d time.Duration) string {
	if d == 0 {
		return "0"
	}
	text := strings.Replace(d.String(), "µ", "u", 1)
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// durationExpression is the syntax of time.ParseDuration without a minus sign.
const durationExpression = `^\+?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$`

var durationSyntax = regexp.MustCompile(durationExpression)

func durationSchema(positive bool) *jsonschema.Schema {
	written := &jsonschema.Schema{Type: "string", Pattern: durationExpression}
	if positive {
		return written
	}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{written, {Enum: []any{0}}}}
}
