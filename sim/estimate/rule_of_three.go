package estimate

import "math"

// ruleOfThree returns an upper bound of the probability of something that was seen in none of n replications:
// -ln(1-confidence)/n, which is about 3/n at 95 %.
func ruleOfThree(n int, confidence float64) float64 {
	return min(1, -math.Log(1-confidence)/float64(n))
}
