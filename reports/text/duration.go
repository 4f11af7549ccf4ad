package text

import (
	"fmt"
	"math"
	"time"
)

// Duration formats a span of time with the digits that matter in a sentence: "230 ms", "14.6 s", "2 min 5 s".
func Duration(d time.Duration) string {
	switch magnitude := d.Abs(); {
	case d < 0:
		return "-" + Duration(magnitude)
	case magnitude == 0:
		return "0 s"
	case magnitude < time.Microsecond:
		return fmt.Sprintf("%d ns", d.Nanoseconds())
	case magnitude < 999500*time.Nanosecond: // from here on rounding would give 1000 µs
		return belowThousand(float64(d)/1e3) + " µs"
	case magnitude < 999500*time.Microsecond:
		return belowThousand(float64(d)/1e6) + " ms"
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

// Limit formats a configured span of time, which is usually a round number: "10 s".
func Limit(d time.Duration) string {
	if d%time.Second == 0 && d < 2*time.Minute {
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return Duration(d)
}

// belowThousand formats a number below 1000 with no more digits than a reader needs: one decimal below ten, none above.
func belowThousand(x float64) string {
	if math.Abs(x) < 9.95 {
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}
