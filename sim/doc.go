// Package sim is a discrete-event engine. It has a virtual clock, a calendar of pending events with one total
// order, cheap keyed random streams, probability distributions sampled by inversion, and independent replications
// that run in parallel. It knows nothing about what is simulated.
//
// It is not an API for other modules yet and may change without notice.
package sim
