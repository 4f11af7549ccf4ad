// Package real holds real Go implementations of the notification strategies and measures what they cost on
// this machine: time, allocations, memory, and what is lost. It repeats the benchmark behind the choice that
// Vitess made between a larger channel and an unbounded queue (vitessio/vitess#17629, #17632, #17821), and
// the simulator's account of bytes is held against it.
//
// Memory, losses and the time of an update are measured with one goroutine that offers and takes in a fixed
// order: the figures do not depend on the scheduler, and the same order can be played in the simulator.
// What a hand-over costs between two goroutines is measured apart.
package real
