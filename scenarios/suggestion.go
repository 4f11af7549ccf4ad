package scenarios

import (
	"fmt"
	"strings"
)

// closest returns the name that was probably meant, or "".
func closest(word string, names []string) string {
	best, distance := "", max(2, len(word)/3)+1
	for _, name := range names {
		if d := editDistance(word, name, distance); d > 0 && d < distance && d < max(len(word), len(name)) {
			best, distance = name, d
		}
	}
	if best != "" || len(word) < 4 {
		return best
	}
	for _, name := range names { // "size" may stand for "buffer_size"
		for _, end, more := strings.Cut(name, "_"); more; _, end, more = strings.Cut(end, "_") {
			if editDistance(word, end, 2) < 2 {
				return name
			}
		}
	}
	return ""
}

// suggestion is closest as the end of a message: ` (did you mean "size"?)`, or "".
func suggestion(word string, names []string) string {
	if name := closest(word, names); name != "" {
		return fmt.Sprintf(" (did you mean %q?)", name)
	}
	return ""
}

// unknown is the message for a name that is not in a list.
func unknown(what, word string, names []string) string {
	list := "there is only " + strings.Join(names, "")
	if len(names) != 1 {
		list = "there are " + strings.Join(names, ", ")
	}
	return fmt.Sprintf("unknown %s %s%s; %s", what, quoted(word), suggestion(word, names), list)
}

// quoted shows a value of the file in a message, shortened if it is long.
func quoted(text string) string {
	if runes := []rune(text); len(runes) > 60 {
		text = string(runes[:60]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// editDistance is the number of letters to insert, delete, replace or swap with the next one (optimal
// string alignment), or limit if it is at least that.
func editDistance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	before, previous, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, previous, row = previous, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(previous[j]+1, row[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return min(row[len(b)], limit)
}
