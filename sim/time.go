package sim

import (
	"math"
	"time"
)

// Time is an instant on the virtual clock, in nanoseconds since the replication began. Instants before that are
// negative. It is an integer so that equal instants compare equal on every machine, and a type of its own so that
// wall-clock times do not compile.
type Time int64

// Never is later than every instant that can be simulated.
const Never Time = math.MaxInt64

// Add returns the instant d after t.
func (t Time) Add(d time.Duration) Time { return t + Time(d) }

// Sub returns the span from u to t.
func (t Time) Sub(u Time) time.Duration { return time.Duration(t - u) }

// Seconds returns t as seconds since the beginning of the replication.
func (t Time) Seconds() float64 { return time.Duration(t).Seconds() }

// String formats t as a duration since the beginning of the replication.
func (t Time) String() string {
	if t == Never {
		return "never"
	}
	return time.Duration(t).String()
}
