package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/reparentsim/reparentsim/reports/text"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// headline says in a sentence or two what the reader wants to know first: what was lost, what timed out and why, and
// what clients saw.
func headline(r *Result) string {
	var b strings.Builder
	dropped, bufferings := r.estimate("updates_dropped"), r.estimate("bufferings")
	if dropped.Max == 0 {
		b.WriteString("No update is lost")
	} else {
		fmt.Fprintf(&b, "%s updates are lost per vtgate", text.WithHalfWidth(dropped.Mean, dropped.HalfWidth))
	}
	switch timedOut := r.estimate("bufferings_timed_out"); {
	case bufferings.Max == 0:
		b.WriteString("; nothing is buffered.")
	case timedOut.Max == 0:
		b.WriteString(", and no buffering times out.")
	default:
		fmt.Fprintf(&b, ", and %s of the bufferings time out", percentOf(r.estimate("timeout_ratio")))
		if main := largest(r.TimeoutCauses); main.Name != "" {
			fmt.Fprintf(&b, ", %s because of %s", share(main.Mean, timedOut.Mean), main.Name)
		}
		b.WriteString(".")
	}
	if failures := r.estimate("query_failure_ratio"); failures.N > 0 && failures.Max == 0 {
		b.WriteString(" No query fails.")
	} else if failures.N > 0 {
		fmt.Fprintf(&b, " %s of the queries fail", percentOf(failures))
		if main := largest(r.FailureCauses); main.Name != "" {
			fmt.Fprintf(&b, ", %s because of %s", share(main.Mean, r.estimate("queries_failed").Mean), main.Name)
		}
		b.WriteString(".")
	}
	if deadlocked := r.estimate("vtgates_deadlocked"); deadlocked.Max > 0 {
		fmt.Fprintf(&b, " %s of the vtgates deadlock.", percentOf(deadlocked))
	}
	return b.String()
}

// percentOf formats a ratio in per cent.
func percentOf(ratio *estimate.Estimate) string {
	return text.WithHalfWidth(100*ratio.Mean, 100*ratio.HalfWidth) + " %"
}

// largest returns the cause with the largest mean. Of equal ones it returns the first.
func largest(causes []Cause) Cause {
	if len(causes) == 0 {
		return Cause{}
	}
	return slices.MaxFunc(causes, func(a, b Cause) int { return cmp.Compare(a.Mean, b.Mean) })
}

// share says which part of the whole that is.
func share(part, whole float64) string {
	const rounding = 1e-9 // of sums over replications
	switch percent := 100 * part / whole; {
	case percent > 100-rounding:
		return "all of them"
	case percent >= 99.5:
		return "nearly all of them"
	case percent > 50:
		return fmt.Sprintf("most of them (%.0f %%)", percent)
	default:
		return fmt.Sprintf("%.0f %% of them", percent)
	}
}

// alarm returns a warning that must not be overlooked, or "".
func alarm(r *Result, vitess string) string {
	dropped := r.estimate("updates_dropped")
	if dropped.N == 0 || dropped.Max == 0 {
		return ""
	}
	mean := text.Number(dropped.Mean)
	warning := fmt.Sprintf("%s dropped health updates, %s per vtgate on average.", r.Strategy, mean)
	if vitess == "v21" {
		return warning + " Vitess v21 does not count them: no metric of a real vtgate would show it."
	}
	return warning + " A real vtgate counts them in HealthCheckChannelFullErrors."
}
