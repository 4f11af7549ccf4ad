package watcher

import (
	"time"

	"github.com/reparentsim/reparentsim/sim"
)

// Config is how long the keyspace event watcher works and by which rules it decides.
type Config struct {
	// Primary is the time for an update of a PRIMARY, Promotion that for one with a higher term than
	// known, Other that for a replica's. An update takes effect at the end of its time.
	Primary, Promotion, Other sim.Distribution
	// StallEvery is the time from the end of one stall to the next; the watcher stands still for
	// StallLasts then. No stalls if HasStalls is false.
	HasStalls              bool
	StallEvery, StallLasts sim.Distribution
	// LockHoldPerQuery is how long a query that asks the watcher holds its lock.
	LockHoldPerQuery sim.Distribution
	// EventChannel is the capacity of the blocking channel to the buffer's consumer, EventProcessing the
	// consumer's time for one event before it touches the shard buffers.
	EventChannel    int
	EventProcessing sim.Distribution
	// WaitForReparent: the start of buffering marks the shard as not serving until a higher term arrives
	// (Vitess v22 and later).
	WaitForReparent bool
	// HealthCheckTimeout and RetryDelay are those of vtgate's health check streams.
	HealthCheckTimeout, RetryDelay time.Duration
}
