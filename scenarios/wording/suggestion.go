package wording

import (
	"fmt"
	"strings"
)

// Closest returns the name that was probably meant by the word, or "". It is the name with the fewest edits, if
// those are at most two or a third of the word's letters, or else a name of several parts that ends in the word:
// "size" may stand for "buffer_size".
func Closest(word string, names []string) string {
	best, fewest := "", max(2, len(word)/3)+1
	for _, name := range names {
		if d := editDistance(word, name, fewest); d > 0 && d < fewest && d < max(len(word), len(name)) {
			best, fewest = name, d
		}
	}
	if best != "" || len(word) < 4 {
		return best
	}
	for _, name := range names {
		for _, end, more := strings.Cut(name, "_"); more; _, end, more = strings.Cut(end, "_") {
			if editDistance(word, end, 2) < 2 {
				return name
			}
		}
	}
	return ""
}

// DidYouMean returns the closest name as the end of a message, ` (did you mean "size"?)`, or "" if there is none.
func DidYouMean(word string, names []string) string {
	if name := Closest(word, names); name != "" {
		return fmt.Sprintf(" (did you mean %q?)", name)
	}
	return ""
}

// Unknown returns the message for a name that is not in a list. It suggests the closest name and lists all of them.
func Unknown(what, name string, names []string) string {
	list := "want one of " + strings.Join(names, ", ")
	if len(names) == 1 {
		list = "the only one is " + names[0]
	}
	return fmt.Sprintf("unknown %s %s%s; %s", what, Quoted(name), DidYouMean(name, names), list)
}

// editDistance returns how many insertions, deletions, replacements and swaps of neighbouring letters turn a into b
// (the optimal string alignment distance), or the limit if there are not fewer.
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
