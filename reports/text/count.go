package text

import "strconv"

// Count formats a number with its noun: "1 shard", "2 shards".
func Count(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return strconv.Itoa(n) + " " + plural
}
