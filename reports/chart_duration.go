package reports

import (
	"fmt"
	"math"
	"time"
)

// chartDuration writes a span with the digits that matter in a sentence: "14.6 s", "230 ms", "2 min 5 s".
func chartDuration(d time.Duration) string {
	switch magnitude := d.Abs(); {
	case d < 0:
		return "-" + chartDuration(magnitude)
	case magnitude == 0:
		return "0 s"
	case magnitude < time.Microsecond:
		return fmt.Sprintf("%d ns", d.Nanoseconds())
	case magnitude < 999500*time.Nanosecond: // what would be written as 1000 is one of the next unit
		return chartNumber(float64(d)/1e3) + " µs"
	case magnitude < 999500*time.Microsecond:
		return chartNumber(float64(d)/1e6) + " ms"
	case magnitude < 2*time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case magnitude < 2*time.Hour:
		seconds := int64(math.Round(d.Seconds()))
		return fmt.Sprintf("%d min %d s", seconds/60, seconds%60)
	default:
		minutes := int64(math.Round(d.Minutes()))
		return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
	}
}

// chartLimit writes a configured span, which is usually round: "10 s".
func chartLimit(d time.Duration) string {
	if d%time.Second == 0 && d < 2*time.Minute {
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return chartDuration(d)
}

// chartNumber writes two significant digits of a number below 1000.
func chartNumber(x float64) string {
	if math.Abs(x) < 9.95 {
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}

// chartCount writes "1 shard", "2 shards".
func chartCount(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return fmt.Sprintf("%d %s", n, plural)
}
