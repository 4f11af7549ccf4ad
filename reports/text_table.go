package reports

import (
	"strings"
	"unicode/utf8"
)

// textTable lays out cells in columns: the first to the left, the others to the right.
type textTable struct {
	rows [][]string
}

func (t *textTable) add(cells ...string) { t.rows = append(t.rows, cells) }

// write appends the table to a text, indented.
func (t *textTable) write(b *strings.Builder) {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				line.WriteString("  " + cell + pad)
			} else {
				line.WriteString("  " + pad + cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// wrapped appends a paragraph of lines of at most 96 characters, the first after a lead. What belongs
// together, a number and its unit or half-width, is not torn apart.
func wrapped(b *strings.Builder, lead, text string) {
	const width = 96
	indent := strings.Repeat(" ", utf8.RuneCountInString(lead))
	line := lead
	empty := true
	const bound = "\x00"
	text = strings.NewReplacer(" %", bound+"%", " ± ", bound+"±"+bound, "p < ", "p"+bound+"<"+bound).Replace(text)
	for word := range strings.FieldsSeq(text) {
		word = strings.ReplaceAll(word, bound, " ")
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
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
