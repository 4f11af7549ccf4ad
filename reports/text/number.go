package text

import (
	"math"
	"strconv"
	"strings"
)

// WithHalfWidth formats a value and the half-width of its interval, to two significant digits of the half-width:
// "7.6 ± 1.5". A half-width of 0 means that the value is known exactly. Without a half-width (NaN) the value
// stands alone; without a value (NaN) the text is "undefined".
func WithHalfWidth(value, halfWidth float64) string {
	switch {
	case math.IsNaN(value):
		return "undefined"
	case math.IsNaN(halfWidth):
		return Number(value)
	case halfWidth == 0:
		return Number(value) + " ± 0"
	}
	decimals := decimalsFor(halfWidth)
	half := strconv.FormatFloat(halfWidth, 'f', decimals, 64)
	return minus(strconv.FormatFloat(value, 'f', decimals, 64)) + " ± " + half
}

// Number formats a value with four significant digits, without an exponent where that is readable. Whole numbers keep
// all their digits.
func Number(value float64) string {
	if value == math.Trunc(value) && math.Abs(value) < 1e15 {
		return minus(strconv.FormatFloat(value, 'f', 0, 64))
	}
	if a := math.Abs(value); a < 1e-6 || a >= 1e15 {
		return minus(strconv.FormatFloat(value, 'g', 4, 64))
	}
	decimals := max(0, 3-int(math.Floor(math.Log10(math.Abs(value)))))
	digits := strconv.FormatFloat(value, 'f', decimals, 64)
	if strings.Contains(digits, ".") {
		digits = strings.TrimRight(strings.TrimRight(digits, "0"), ".")
	}
	return minus(digits)
}

// TwoDigits formats a probability with two significant digits, with trailing zeros: "0.10".
func TwoDigits(p float64) string {
	return strconv.FormatFloat(p, 'f', decimalsFor(p), 64)
}

// decimalsFor returns how many decimals show two significant digits of a half-width.
func decimalsFor(halfWidth float64) int {
	digits := int(math.Floor(math.Log10(halfWidth)))
	// Rounding to two digits may carry: 0.0996 is 0.10.
	if math.Round(halfWidth/math.Pow(10, float64(digits-1))) >= 100 {
		digits++
	}
	return min(max(0, 1-digits), 9)
}

// minus gives a negative number a real minus sign. A number that was rounded to zero loses its sign.
func minus(number string) string {
	digits, negative := strings.CutPrefix(number, "-")
	if !negative {
		return number
	}
	if strings.Trim(digits, "0.") == "" {
		return digits
	}
	return "−" + digits
}
