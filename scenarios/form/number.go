package form

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// The ways in which a file may write numbers.
var (
	wholeNumber   = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	decimalNumber = regexp.MustCompile(`^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$`)
	infinite      = regexp.MustCompile(`(?i)^[-+]?\.?(inf|infinity|nan)$`)
)

// IsDecimal reports whether the text is written as a decimal number.
func IsDecimal(text string) bool { return decimalNumber.MatchString(text) }

// Unlimited is the upper limit of counts that have no limit of their own.
const Unlimited = math.MaxInt32

// Count is the form of whole numbers from least to most.
func Count(least, most int) Form[int] {
	want := fmt.Sprintf("a whole number from %d to %d", least, most)
	if most == Unlimited {
		want = fmt.Sprintf("a whole number, at least %d", least)
	}
	return func(place *int) Value {
		return Value{
			Want: want,
			Read: func(c *Checker, n *Node, path string) {
				if !readsAsWhole(c, n, path, want) {
					return
				}
				value, err := strconv.Atoi(n.Text)
				if err != nil || value < least || value > most {
					c.Want(n, path, want)
					return
				}
				*place = value
			},
			Print: func() *Node { return PlainNode(strconv.Itoa(*place)) },
			Schema: func() *jsonschema.Schema {
				return &jsonschema.Schema{
					Type: "integer", Minimum: jsonschema.Ptr(float64(least)), Maximum: jsonschema.Ptr(float64(most)),
				}
			},
		}
	}
}

// UncheckedCount is the form of counts of at least 1. The lower limit is left to a rule with words of its own.
func UncheckedCount(place *int) Value {
	const want = "a whole number"
	return Value{
		Want: want,
		Read: func(c *Checker, n *Node, path string) {
			if !readsAsWhole(c, n, path, want) {
				return
			}
			value, err := strconv.Atoi(n.Text)
			if err != nil || value > Unlimited {
				c.Reject(n, path, "must be at most %d, got %s", Unlimited, wording.Shortened(n.Text))
				return
			}
			*place = max(value, math.MinInt32)
		},
		Print:  func() *Node { return PlainNode(strconv.Itoa(*place)) },
		Schema: Count(1, Unlimited)(place).Schema,
	}
}

// IsWhole reports whether the node is a whole number.
func (n *Node) IsWhole() bool {
	return n.Kind == ScalarNode && n.Plain && wholeNumber.MatchString(n.Text)
}

func readsAsWhole(c *Checker, n *Node, path, want string) bool {
	if !n.IsWhole() {
		if n.Kind == ScalarNode && n.Plain && strings.Contains(n.Text, "_") {
			want += ", written in digits only"
		}
		c.Want(n, path, want)
		return false
	}
	return true
}

// Seed is the form of unsigned numbers of 64 bits.
func Seed(place *uint64) Value {
	const want = "a whole number from 0 to 18446744073709551615"
	return Value{
		Want: want,
		Read: func(c *Checker, n *Node, path string) {
			if !readsAsWhole(c, n, path, want) {
				return
			}
			value, err := strconv.ParseUint(n.Text, 10, 64)
			if err != nil {
				c.Want(n, path, want)
				return
			}
			*place = value
		},
		Print: func() *Node { return PlainNode(strconv.FormatUint(*place, 10)) },
		Schema: func() *jsonschema.Schema {
			return &jsonschema.Schema{Type: "integer", Minimum: jsonschema.Ptr(0.0)}
		},
	}
}

// interval is an interval of numbers that are allowed.
type interval struct {
	want      string
	low, high float64
	lowOpen   bool // low itself is not allowed
	highOpen  bool // high itself is not allowed
}

// Forms of numbers. A rate above 1e9 per second is a mistake and would overflow counters.
var (
	NonNegative = interval{want: "a number from 0 to 1e9", high: 1e9}.form()
	Positive    = interval{want: "a number greater than 0, at most 1e9", high: 1e9, lowOpen: true}.form()
	Share       = interval{want: "a number from 0 to 1", high: 1}.form()
	Probability = interval{want: "a number between 0 and 1", high: 1, lowOpen: true, highOpen: true}.form()
)

// form is the form of the finite numbers in the interval.
func (i interval) form() Form[float64] {
	return func(place *float64) Value {
		return Value{
			Want: i.want,
			Read: func(c *Checker, n *Node, path string) {
				if n.Kind == ScalarNode && n.Plain && infinite.MatchString(n.Text) {
					c.Reject(n, path, "want a finite number, got %s", wording.Shortened(n.Text))
					return
				}
				if n.Kind != ScalarNode || !n.Plain || !IsDecimal(n.Text) {
					c.Want(n, path, i.want)
					return
				}
				value, err := strconv.ParseFloat(n.Text, 64)
				switch {
				case err != nil:
					c.Reject(n, path, "want a finite number, got %s", wording.Shortened(n.Text))
				case !i.contains(value):
					c.Want(n, path, i.want)
				default:
					*place = value + 0 // no negative zero
				}
			},
			Print:  func() *Node { return PlainNode(formatNumber(*place)) },
			Schema: i.schema,
		}
	}
}

func (i interval) contains(value float64) bool {
	switch value {
	case i.low:
		return !i.lowOpen
	case i.high:
		return !i.highOpen
	}
	return i.low < value && value < i.high
}

func (i interval) schema() *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "number"}
	if i.lowOpen {
		s.ExclusiveMinimum = jsonschema.Ptr(i.low)
	} else {
		s.Minimum = jsonschema.Ptr(i.low)
	}
	if i.highOpen {
		s.ExclusiveMaximum = jsonschema.Ptr(i.high)
	} else {
		s.Maximum = jsonschema.Ptr(i.high)
	}
	return s
}

// formatNumber formats a number so that it reads back as the same number.
func formatNumber(value float64) string {
	if size := math.Abs(value); size == 0 || size >= 1e-6 && size < 1e15 {
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return strconv.FormatFloat(value, 'e', -1, 64)
}
