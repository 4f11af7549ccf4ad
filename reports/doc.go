// Package reports turns records of replications into estimates with intervals, paired comparisons, texts,
// tables and charts. It does not know how a replication runs. A Report is computed once; writers only
// render it.
package reports
