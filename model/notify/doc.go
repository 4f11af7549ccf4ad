// Package notify holds the notification strategies. A strategy keeps the health updates on their way from the health
// check to the watcher: it decides which are kept and in which order, which are lost, and how many bytes that takes.
// The package knows no clock, no watcher and no buffer.
package notify
