// Package reports turns the records of experiments into a Report and writes it.
//
// An Input is one experiment: its results, strategy by strategy, and what must be said about it. New computes the
// Report from inputs once: estimates with intervals, paired comparisons, causes, and whether thresholds are kept.
// Formats lists the ways to write a Report; they only render it. Figures lists the charts of a study.
//
// The package knows records and numbers, not how a replication runs. Below it, text says how numbers and tables are
// written, chart holds what all charts share, overlap is the overlap chart, and cost reports what real queues cost.
package reports
