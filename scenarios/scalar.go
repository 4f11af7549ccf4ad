package scenarios

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// Plain scalars that one YAML program or another takes for something else than text.
var (
	reservedWord  = regexp.MustCompile(`(?i)^(y|yes|n|no|on|off|true|false|null|~)$`)
	numberLike    = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(\.[0-9_]*)?$|^[-+]?[0-9][0-9_]*(:[0-9]{1,2})+(\.[0-9_]*)?$`)
	wholeNumber   = regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`)
	decimalNumber = regexp.MustCompile(`^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$`)
	infinite      = regexp.MustCompile(`(?i)^[-+]?\.?(inf|infinity|nan)$`)
)

// readText returns a scalar as text. Plain scalars that might be meant otherwise must be quoted, so that all
// programs that read the file see the same.
func readText(c *checker, n *node, path, want string) (string, bool) {
	switch {
	case n.kind != scalarNode || n.isNull():
		c.want(n, path, want)
		return "", false
	case n.plain && (n.typed || reservedWord.MatchString(n.text) || numberLike.MatchString(n.text)):
		c.reject(n, path, "want %s, got %s, which is no text without quotes: write %s", want, wording.Shortened(n.text), wording.Quoted(n.text))
		return "", false
	case strings.ContainsFunc(n.text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
		c.reject(n, path, "want %s, got a control character in %s", want, wording.Quoted(n.text))
		return "", false
	}
	return n.text, true
}

// text is the form of free text.
var text = form[string]{
	want: "a text",
	read: func(c *checker, n *node, path string, into *string) {
		if value, ok := readText(c, n, path, "a text"); ok {
			*into = value
		}
	},
	print:  func(value *string) *node { return printText(*value) },
	schema: func() *jsonschema.Schema { return &jsonschema.Schema{Type: "string"} },
}

// pattern is the form of a text that matches an expression.
func pattern(want, expression string) form[string] {
	matcher := regexp.MustCompile(expression)
	f := text
	f.want = want
	f.read = func(c *checker, n *node, path string, into *string) {
		value, ok := readText(c, n, path, want)
		if !ok {
			return
		}
		if !matcher.MatchString(value) {
			c.want(n, path, want)
			return
		}
		*into = value
	}
	f.schema = func() *jsonschema.Schema { return &jsonschema.Schema{Type: "string", Pattern: expression} }
	return f
}

// plainText is what is printed without quotes.
var plainText = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_./-]*$`)

func printText(value string) *node {
	if plainText.MatchString(value) && !reservedWord.MatchString(value) {
		return plainNode(value)
	}
	return quotedNode(value)
}

// choice is the form of one of several names. They are asked for when needed, since the lists of strategies
// and the like may be extended.
func choice(what string, names func() []string) form[string] {
	f := text
	f.want = "one of " + listed(names())
	f.read = func(c *checker, n *node, path string, into *string) {
		switch {
		case n.kind != scalarNode || n.isNull():
			c.want(n, path, "one of "+listed(names()))
		case !containsName(names(), n.text):
			c.reject(n, path, "%s", wording.Unknown(what, n.text, names()))
		default:
			*into = n.text
		}
	}
	f.schema = func() *jsonschema.Schema { return enumeration(names()) }
	return f
}

// fixed is the form of names that are listed once and for all.
func fixed(names ...string) func() []string { return func() []string { return names } }

// truth is the form of true and false.
var truth = form[bool]{
	want: "true or false",
	read: func(c *checker, n *node, path string, into *bool) {
		if n.kind != scalarNode || !n.plain || n.text != "true" && n.text != "false" {
			c.want(n, path, "true or false")
			return
		}
		*into = n.text == "true"
	},
	print:  func(value *bool) *node { return plainNode(strconv.FormatBool(*value)) },
	schema: func() *jsonschema.Schema { return &jsonschema.Schema{Type: "boolean"} },
}

// count is the form of whole numbers from least to most.
func count(least, most int) form[int] {
	want := fmt.Sprintf("a whole number from %d to %d", least, most)
	if most == math.MaxInt32 {
		want = fmt.Sprintf("a whole number, at least %d", least)
	}
	return form[int]{
		want: want,
		read: func(c *checker, n *node, path string, into *int) {
			if !readsAsWhole(c, n, path, want) {
				return
			}
			value, err := strconv.Atoi(n.text)
			if err != nil || value < least || value > most {
				c.want(n, path, want)
				return
			}
			*into = value
		},
		print: func(value *int) *node { return plainNode(strconv.Itoa(*value)) },
		schema: func() *jsonschema.Schema {
			return &jsonschema.Schema{Type: "integer", Minimum: jsonschema.Ptr(float64(least)), Maximum: jsonschema.Ptr(float64(most))}
		},
	}
}

// unlimited is the upper limit of counts that have none of their own.
const unlimited = math.MaxInt32

func readsAsWhole(c *checker, n *node, path, want string) bool {
	if n.kind != scalarNode || !n.plain || !wholeNumber.MatchString(n.text) {
		if n.kind == scalarNode && n.plain && strings.Contains(n.text, "_") {
			want += " in digits alone"
		}
		c.want(n, path, want)
		return false
	}
	return true
}

// seed is the form of any number of 64 bits.
var seed = form[uint64]{
	want: "a whole number from 0 to 18446744073709551615",
	read: func(c *checker, n *node, path string, into *uint64) {
		want := "a whole number from 0 to 18446744073709551615"
		if !readsAsWhole(c, n, path, want) {
			return
		}
		value, err := strconv.ParseUint(n.text, 10, 64)
		if err != nil {
			c.want(n, path, want)
			return
		}
		*into = value
	},
	print: func(value *uint64) *node { return plainNode(strconv.FormatUint(*value, 10)) },
	schema: func() *jsonschema.Schema {
		return &jsonschema.Schema{Type: "integer", Minimum: jsonschema.Ptr(0.0)}
	},
}

// interval says which numbers are allowed.
type interval struct {
	want      string
	low, high float64
	lowOpen   bool // low itself is not allowed
	highOpen  bool
}

// The intervals that occur. Rates beyond 1e9 a second are mistakes and would overflow counters.
var (
	nonNegativeNumber = interval{want: "a number from 0 to 1e9", high: 1e9}
	positiveNumber    = interval{want: "a number greater than 0, at most 1e9", high: 1e9, lowOpen: true}
	shareNumber       = interval{want: "a number from 0 to 1", high: 1}
	probability       = interval{want: "a number between 0 and 1", high: 1, lowOpen: true, highOpen: true}
)

// number is the form of the finite numbers in an interval.
func number(allowed interval) form[float64] {
	return form[float64]{
		want: allowed.want,
		read: func(c *checker, n *node, path string, into *float64) {
			if n.kind == scalarNode && n.plain && infinite.MatchString(n.text) {
				c.reject(n, path, "want a finite number, got %s", wording.Shortened(n.text))
				return
			}
			if n.kind != scalarNode || !n.plain || !decimalNumber.MatchString(n.text) {
				c.want(n, path, allowed.want)
				return
			}
			value, err := strconv.ParseFloat(n.text, 64)
			switch {
			case err != nil:
				c.reject(n, path, "want a finite number, got %s", wording.Shortened(n.text))
			case !allowed.contains(value):
				c.want(n, path, allowed.want)
			default:
				*into = value + 0 // no negative zero
			}
		},
		print:  func(value *float64) *node { return plainNode(formatNumber(*value)) },
		schema: func() *jsonschema.Schema { return allowed.schema() },
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

// formatNumber writes a number so that it reads back as the same.
func formatNumber(value float64) string {
	if size := math.Abs(value); size == 0 || size >= 1e-6 && size < 1e15 {
		return strconv.FormatFloat(value, 'f', -1, 64)
	}
	return strconv.FormatFloat(value, 'e', -1, 64)
}
