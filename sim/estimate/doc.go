// Package estimate analyses the output of independent replications: means with confidence intervals, paired
// differences between alternatives that were simulated with common random numbers, quantiles, and bounds on what
// was never seen.
//
// It knows nothing but numbers. A sample holds one value per replication; a value that is undefined in a
// replication is NaN, is left out, and is counted in a warning. An estimate that cannot be had from the sample is
// NaN as well. Warnings travel with the number that they are about.
package estimate
