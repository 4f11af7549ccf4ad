// Package study decides what is played and until when: a scenario under its strategies, in batches until a precision
// is reached, and which of all the units that were played is the one to draw. Its results are records by strategy and
// replication. It knows neither flags nor files nor terminals.
package study
