// Package real holds real Go implementations of the notification strategies and measures what they cost on this
// machine: time, allocations, memory and losses. It repeats the benchmark behind Vitess's choice between a larger
// channel and an unbounded queue (vitessio/vitess#17629, #17632, #17821). A test compares the simulator's account of
// bytes with it.
//
// Memory, losses and the time of an update are measured with one goroutine that offers and takes in a fixed order. So
// the figures do not depend on the scheduler, and the simulator can play the same order. The cost of a hand-over
// between two goroutines is measured separately.
package real
