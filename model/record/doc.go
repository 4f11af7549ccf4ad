// Package record is what is remembered of a simulation, and what reports read of it.
//
// A Unit is told each thing that happens in one vtgate of one replication, in one call. From that call it feeds
// three readers: the Tally, which counts; the News of each shard, from which a failure's cause is decided; and,
// for a unit that is drawn, traced or replayed, the Journal, which keeps everything. The tallies of a
// replication's vtgates add up to a Replication: the values of all Metrics and the causes.
package record
