package estimate

// Bonferroni returns the confidence that each of several intervals needs so that all of them hold together with
// the given confidence (Bonferroni's inequality).
func Bonferroni(confidence float64, intervals int) float64 {
	return 1 - (1-confidence)/float64(intervals)
}
