// Package notify holds the notification strategies: what is kept of the health updates on their way from
// the health check to the watcher, in which order, what is lost, and how many bytes that takes. It knows
// no clock, no watcher and no buffer.
package notify
