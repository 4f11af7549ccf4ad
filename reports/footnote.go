package reports

import (
	"slices"
	"strconv"

	"github.com/reparentsim/reparentsim/sim/estimate"
)

// footnotes collects the warnings about a section's numbers, each once, and numbers them.
type footnotes struct{ texts []string }

// mark returns the marks of warnings, to be written after their number. A text shows no 99th percentiles, so it does
// not say that they need more replications.
func (f *footnotes) mark(warnings []estimate.Warning) string {
	marks := ""
	for _, w := range warnings {
		if w.Kind == estimate.TooFewForQuantile {
			continue
		}
		i := slices.Index(f.texts, w.Text)
		if i < 0 {
			i = len(f.texts)
			f.texts = append(f.texts, w.Text)
		}
		marks += " [" + strconv.Itoa(i+1) + "]"
	}
	return marks
}
