package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// withSignals returns a context that ends with the first SIGINT or SIGTERM. From then on signals do again
// what they usually do: a second one kills the program at once. A closed standard output is an error to its
// writer, not a signal.
func withSignals(parent context.Context) (ctx context.Context, stop func()) {
	ctx, cancel := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, cancel)
	pipes := make(chan os.Signal, 1)
	signal.Notify(pipes, syscall.SIGPIPE)
	return ctx, func() {
		cancel()
		signal.Stop(pipes)
	}
}
