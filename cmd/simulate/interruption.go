package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// withSignals returns a context that ends with the first SIGINT or SIGTERM. After that, signals have their usual
// effect again: a second one kills the program at once. SIGPIPE is caught, so that a closed standard output is an
// error for its writer and does not kill the program.
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

// interruptible is input whose reads end when the context does: a signal must work while the program waits for input
// that never comes.
type interruptible struct {
	ctx context.Context
	io.Reader
}

func (r *interruptible) Read(to []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	own := make([]byte, len(to)) // an abandoned read goes on and must not write to the caller's memory
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
