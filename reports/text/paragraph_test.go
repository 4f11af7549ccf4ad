package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// A paragraph keeps all its words in order, no line is too long, and numbers stay with their units.
func TestParagraph(t *testing.T) {
	words := strings.Repeat("some words, then 12.5 ± 0.5 % of them and 0 in 30: p < 0.10 after that; ", 9)
	for _, lead := range []string{"", "WARNING: ", strings.Repeat("x", 40) + " "} {
		var b strings.Builder
		Paragraph(&b, lead, words)
		body, found := strings.CutPrefix(b.String(), lead)
		if got := strings.Fields(body); !found || strings.Join(got, " ") != strings.TrimSpace(words) {
			t.Errorf("after %q: %q", lead, got)
		}
		indent := strings.Repeat(" ", utf8.RuneCountInString(lead))
		for i, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
			if utf8.RuneCountInString(line) > lineLength || i > 0 && !strings.HasPrefix(line, indent) {
				t.Errorf("after %q: line %d is %q", lead, i, line)
			}
			first, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			if i > 0 && (first == "±" || first == "%" || first == "<" || first == "0.10" || first == "0.5") {
				t.Errorf("after %q: line %d tears a number apart: %q", lead, i, line)
			}
		}
	}
}
