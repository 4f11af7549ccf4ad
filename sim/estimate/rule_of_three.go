package estimate

import "math"

// ruleOfThree bounds the probability of what was seen in none of n replications: -ln(1-confidence)/n, which is
// about 3/n at 95 %.
func ruleOfThree(n int, confidence float64) float64 {
	return min(1, -math.Log(1-confidence)/float64(n))
}
