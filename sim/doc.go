// Package sim is a discrete-event engine: a virtual clock, a calendar of pending events with one total
// order, cheap keyed random streams, probability laws sampled by inversion, and independent replications
// spread over the processors. It knows nothing of what is simulated.
//
// It is not an API for others yet and may change without notice.
package sim
