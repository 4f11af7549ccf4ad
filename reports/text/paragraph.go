package text

import (
	"strings"
	"unicode/utf8"
)

// lineLength is the largest number of characters in a line of a paragraph.
const lineLength = 96

// Paragraph appends words to a text, broken into lines. The first line begins with the lead; the others are indented by
// its width. A number stays together with its unit or half-width.
func Paragraph(b *strings.Builder, lead, words string) {
	indent := strings.Repeat(" ", utf8.RuneCountInString(lead))
	line := lead
	empty := true
	const bound = "\x00" // a space at which no line is broken
	words = strings.NewReplacer(" %", bound+"%", " ± ", bound+"±"+bound, "p < ", "p"+bound+"<"+bound).Replace(words)
	for word := range strings.FieldsSeq(words) {
		word = strings.ReplaceAll(word, bound, " ")
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > lineLength {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line, empty = indent, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
}
