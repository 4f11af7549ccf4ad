package text

import (
	"strings"
	"unicode/utf8"
)

// Table lays out cells in columns: the first is flush left, the others are flush right. The zero Table is empty.
type Table struct {
	rows [][]string
}

// Add appends a row. Rows may have different numbers of cells.
func (t *Table) Add(cells ...string) { t.rows = append(t.rows, cells) }

// Write appends the table, indented by two spaces, to a text.
func (t *Table) Write(b *strings.Builder) {
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
