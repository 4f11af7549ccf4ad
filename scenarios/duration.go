package scenarios

import (
	"math"
	"regexp"
	"strings"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// longestDuration bounds every duration, ten years, so that sums of a few cannot overflow.
const longestDuration = 10 * 365 * 24 * time.Hour

const (
	wantDuration         = "a duration such as 10s, 1m30s or 250ms"
	wantPositiveDuration = "a duration greater than 0 such as 10s, 1m30s or 250ms"
)

// duration is the form of durations that are not negative, positiveDuration that of those greater than 0.
var (
	duration         = durationForm(wantDuration, 0, longestDuration)
	positiveDuration = durationForm(wantPositiveDuration, 1, longestDuration)
)

// bareNumber is a number without a unit.
var bareNumber = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(\.[0-9]*)?$`)

func durationForm(want string, least, most time.Duration) form[time.Duration] {
	return form[time.Duration]{
		want: want,
		read: func(c *checker, n *node, path string, into *time.Duration) {
			value, problem := parseDuration(n)
			switch {
			case problem != "":
				c.reject(n, path, "want %s, %s", want, problem)
			case value < 0:
				c.reject(n, path, "must not be negative, got %s", wording.Shortened(n.text))
			case value < least:
				c.reject(n, path, "must be greater than 0, got %s", wording.Shortened(n.text))
			case value > most:
				c.reject(n, path, "must be at most %s, got %s", formatDuration(most), wording.Shortened(n.text))
			default:
				*into = value
			}
		},
		print:  func(value *time.Duration) *node { return plainNode(formatDuration(*value)) },
		schema: func() *jsonschema.Schema { return durationSchema(least > 0) },
	}
}

// parseDuration reads a Go duration, or says what is wrong with it.
func parseDuration(n *node) (value time.Duration, problem string) {
	switch {
	case n.kind != scalarNode || n.isNull():
		return 0, "got " + n.describe()
	case n.plain && n.text == "0":
		return 0, ""
	case bareNumber.MatchString(n.text):
		return 0, "got " + wording.Shortened(n.text) + ", a number without a unit"
	}
	value, err := time.ParseDuration(n.text)
	if err != nil && durationSyntax.MatchString(n.text) {
		return math.MaxInt64, "" // beyond what a time.Duration holds
	}
	if err != nil {
		return 0, "got " + n.describe()
	}
	return value, ""
}

// formatDuration writes a duration as Go does, without zero minutes and seconds at the end and in ASCII.
func formatDuration(d time.Duration) string {
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

// durationExpression is the syntax of time.ParseDuration without a sign.
const durationExpression = `^\+?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$`

var durationSyntax = regexp.MustCompile(durationExpression)

func durationSchema(positive bool) *jsonschema.Schema {
	written := &jsonschema.Schema{Type: "string", Pattern: durationExpression}
	if positive {
		return written
	}
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{written, {Enum: []any{0}}}}
}
