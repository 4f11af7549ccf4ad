package reports

import (
	"math"
	"strconv"
	"strings"

	"github.com/reparentsim/reparentsim/model/record"
)

// scaleOf returns by what a metric's values are multiplied in texts, and the unit they have then: ratios are
// shown in per cent.
func scaleOf(metric int) (scale float64, unit string) {
	switch u := record.Metrics[metric].Unit; u {
	case "ratio":
		return 100, "%"
	case "1 per vtgate":
		return 1, "per vtgate"
	case "1":
		return 1, ""
	default:
		return 1, u
	}
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

// withPrecision writes a value and its half-width with two significant digits of the latter. A value that
// is known exactly has half-width 0; NaN half-widths leave the interval out.
func withPrecision(value, halfWidth float64) string {
	switch {
	case math.IsNaN(value):
		return "undefined"
	case math.IsNaN(halfWidth):
		return plainNumber(value)
	case halfWidth == 0:
		return plainNumber(value) + " ± 0"
	}
	decimals := decimalsFor(halfWidth)
	return minus(strconv.FormatFloat(value, 'f', decimals, 64)) + " ± " + strconv.FormatFloat(halfWidth, 'f', decimals, 64)
}

// plainNumber writes a value with four significant digits, without an exponent where that is readable.
func plainNumber(value float64) string {
	if value == math.Trunc(value) && math.Abs(value) < 1e15 {
		return minus(strconv.FormatFloat(value, 'f', 0, 64))
	}
	if a := math.Abs(value); a < 1e-6 || a >= 1e15 {
		return minus(strconv.FormatFloat(value, 'g', 4, 64))
	}
	decimals := max(0, 3-int(math.Floor(math.Log10(math.Abs(value)))))
	text := strconv.FormatFloat(value, 'f', decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return minus(text)
}

// minus writes a negative number with a minus sign, and no sign where nothing is left of the number.
func minus(text string) string {
	digits, negative := strings.CutPrefix(text, "-")
	if !negative {
		return text
	}
	if strings.Trim(digits, "0.") == "" {
		return digits
	}
	return "−" + digits
}

// twoDigits writes a probability with two significant digits, trailing zeros included: 0.10.
func twoDigits(p float64) string {
	return strconv.FormatFloat(p, 'f', decimalsFor(p), 64)
}
