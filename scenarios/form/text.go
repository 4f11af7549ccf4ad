package form

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// Plain scalars that some YAML programs do not read as text.
var (
	reservedWord = regexp.MustCompile(`(?i)^(y|yes|n|no|on|off|true|false|null|~)$`)
	numberLike   = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(\.[0-9_]*)?$|^[-+]?[0-9][0-9_]*(:[0-9]{1,2})+(\.[0-9_]*)?$`)
)

// ReadText returns a scalar as text. Plain scalars that might mean something else must be quoted, so that all programs
// read the file in the same way.
func ReadText(c *Checker, n *Node, path, want string) (text string, ok bool) {
	switch {
	case n.Kind != ScalarNode || n.IsNull():
		c.Want(n, path, want)
		return "", false
	case n.Plain && (n.typed || reservedWord.MatchString(n.Text) || numberLike.MatchString(n.Text)):
		c.Reject(n, path, "want %s, got %s, which is not text without quotes: write %s",
			want, wording.Shortened(n.Text), wording.Quoted(n.Text))
		return "", false
	case strings.ContainsFunc(n.Text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
		c.Reject(n, path, "want %s, got a control character in %s", want, wording.Quoted(n.Text))
		return "", false
	}
	return n.Text, true
}

// Text is the form of free text.
func Text(place *string) Value {
	const want = "text"
	return Value{
		Want: want,
		Read: func(c *Checker, n *Node, path string) {
			if value, ok := ReadText(c, n, path, want); ok {
				*place = value
			}
		},
		Print:  func() *Node { return printText(*place) },
		Schema: func() *jsonschema.Schema { return &jsonschema.Schema{Type: "string"} },
	}
}

// Pattern is the form of a text that matches a regular expression.
func Pattern(want, expression string) Form[string] {
	matcher := regexp.MustCompile(expression)
	return func(place *string) Value {
		return Value{
			Want: want,
			Read: func(c *Checker, n *Node, path string) {
				value, ok := ReadText(c, n, path, want)
				switch {
				case !ok:
				case !matcher.MatchString(value):
					c.Want(n, path, want)
				default:
					*place = value
				}
			},
			Print:  func() *Node { return printText(*place) },
			Schema: func() *jsonschema.Schema { return &jsonschema.Schema{Type: "string", Pattern: expression} },
		}
	}
}

// Choice is the form of one of several names.
func Choice(what string, names ...string) Form[string] {
	want := "one of " + strings.Join(names, ", ")
	return func(place *string) Value {
		return Value{
			Want: want,
			Read: func(c *Checker, n *Node, path string) {
				switch {
				case n.Kind != ScalarNode || n.IsNull():
					c.Want(n, path, want)
				case !slices.Contains(names, n.Text):
					c.Reject(n, path, "%s", wording.Unknown(what, n.Text, names))
				default:
					*place = n.Text
				}
			},
			Print:  func() *Node { return printText(*place) },
			Schema: func() *jsonschema.Schema { return Enumeration(names) },
		}
	}
}

// plainText matches texts that are printed without quotes.
var plainText = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_./-]*$`)

func printText(value string) *Node {
	if plainText.MatchString(value) && !reservedWord.MatchString(value) {
		return PlainNode(value)
	}
	return &Node{Text: value}
}

// Truth is the form of true and false.
func Truth(place *bool) Value {
	const want = "true or false"
	return Value{
		Want: want,
		Read: func(c *Checker, n *Node, path string) {
			if n.Kind != ScalarNode || !n.Plain || n.Text != "true" && n.Text != "false" {
				c.Want(n, path, want)
				return
			}
			*place = n.Text == "true"
		},
		Print:  func() *Node { return PlainNode(strconv.FormatBool(*place)) },
		Schema: func() *jsonschema.Schema { return &jsonschema.Schema{Type: "boolean"} },
	}
}
