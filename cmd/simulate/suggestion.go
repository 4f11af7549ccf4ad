package main

import (
	"fmt"
	"strings"
)

// unknown is the error for a name that is not in a list: it tells the closest one and all there are.
func unknown(what, name string, names []string) error {
	hint := ""
	if meant := closest(name, names); meant != "" {
		hint = fmt.Sprintf(" (did you mean %q?)", meant)
	}
	list := "there are " + strings.Join(names, ", ")
	if len(names) == 1 {
		list = "there is only " + names[0]
	}
	return fmt.Errorf("unknown %s %q%s; %s", what, name, hint, list)
}

// oneOf refuses a name that is not in a list.
func oneOf(what, name string, names []string) error {
	for _, one := range names {
		if one == name {
			return nil
		}
	}
	return unknown(what, name, names)
}

// closest returns the name that was probably meant, or "": the one with the fewest letters to change, add
// or leave out, if those are fewer than a third of them or at most two.
func closest(name string, names []string) string {
	best, fewest := "", max(2, len(name)/3)+1
	for _, one := range names {
		if changes := editDistance(name, one); changes < fewest && changes < max(len(name), len(one)) {
			best, fewest = one, changes
		}
	}
	return best
}

// editDistance is the Levenshtein distance of two names.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			substituted := diagonal
			if a[i] != b[j] {
				substituted++
			}
			diagonal = row[j+1]
			row[j+1] = min(substituted, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
