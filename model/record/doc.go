// Package record holds what is recorded of a simulation and read by reports.
//
// A Unit records one vtgate of one replication. Each happening is one call, which feeds three readers: the Tally, which
// counts; the News of each shard, from which the cause of a failure is decided; and, for a unit that is drawn, traced
// or replayed, the Journal, which keeps everything. The tallies of a replication's vtgates add up to a Replication: the
// values of all Metrics and the causes.
package record
