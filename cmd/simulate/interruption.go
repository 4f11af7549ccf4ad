package main

import (
	"context"
	"io"
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

// interruptible is input that a signal ends: whoever waits for a line that never comes must be heard.
type interruptible struct {
	ctx context.Context
	io.Reader
}

func (r *interruptible) Read(to []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	own := make([]byte, len(to)) // a read that is given up goes on
	done := make(chan result, 1)
	go func() {
		n, err := r.Reader.Read(own)
		done <- result{n, err}
	}()
	select {
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	case read := <-done:
		return copy(to, own[:read.n]), read.err
	}
}
