package estimate

// Warning is what a reader must know about a number before using it.
type Warning struct {
	Kind WarningKind
	Text string
}

// WarningKind distinguishes warnings, so that a report can choose which to show.
type WarningKind uint8

// The kinds of warnings.
const (
	Undefined         WarningKind = iota // in some replications, which were left out
	NoInterval                           // a single value has no interval
	TooFewForQuantile                    // the sample is too small for the quantile
)
