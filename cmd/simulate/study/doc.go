// Package study decides what is played and for how long: a scenario under its strategies, in batches until a precision
// is reached. It also chooses the unit to draw. Its results are records by strategy and replication. It knows neither
// flags nor files nor terminals.
package study
