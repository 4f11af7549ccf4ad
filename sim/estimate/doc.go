// Package estimate analyses the output of independent replications: means with confidence intervals, paired
// differences between alternatives that were simulated with common random numbers, quantiles, and bounds on what
// was never seen.
//
// It knows nothing but numbers. A sample holds one value per replication. A value that is undefined in a replication is
// NaN; it is left out, and a warning counts it. An estimate that the sample does not allow is NaN as well. Warnings
// travel with the number that they concern.
package estimate
