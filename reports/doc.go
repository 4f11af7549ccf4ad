// Package reports turns what experiments recorded into a Report and writes it.
//
// An Input is one experiment: its results, strategy by strategy, and what must be said about it. New computes the
// Report from inputs once: estimates with intervals, paired comparisons, causes, and thresholds held against the
// estimates. Formats lists the ways to write a Report; they only render it. Figures lists the charts that a study
// can be drawn as.
//
// The package knows records and numbers, not how a replication runs. Below it, text says how numbers and tables are
// written, chart holds what all charts share, overlap is the overlap chart, and cost reports what real queues cost.
package reports
