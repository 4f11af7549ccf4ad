package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"syscall"

	"github.com/reparentsim/reparentsim/sim"
)

// call is one invocation of the program: its streams and its global flags.
type call struct {
	stdin       io.Reader
	stdout      *bufio.Writer // results, and nothing else
	stderr      io.Writer     // everything else
	environment func(string) string
	globals     globals
	messages    *messages
}

// newCall returns a call before any flag is read; its messages have the default form.
func newCall(stdin io.Reader, stdout, stderr io.Writer) *call {
	c := &call{stdin: stdin, stdout: bufio.NewWriter(stdout), stderr: stderr, environment: os.Getenv}
	c.globals.logFormat, c.globals.color = logFormats[0], colorModes[0]
	c.messages = newMessages(c)
	return c
}

// run executes the program in process and returns its exit code.
func run(arguments []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := withSignals(context.Background())
	defer stop()
	return int(runWith(ctx, arguments, &interruptible{ctx, stdin}, stdout, stderr))
}

// runWith is run with a context; when the context ends, the call is interrupted.
func runWith(ctx context.Context, arguments []string, stdin io.Reader, stdout, stderr io.Writer) (ended status) {
	c := newCall(stdin, stdout, stderr)
	defer func() {
		if fault := recover(); fault != nil {
			stack := debug.Stack()
			if worker, found := fault.(*sim.WorkerPanic); found {
				stack = worker.Stack
			}
			c.messages.fault(fmt.Sprintf("internal error: %v", fault), stack)
			ended = failed
		}
	}()
	ended, err := c.execute(ctx, arguments)
	unwritten := c.stdout.Flush() // the first error of all writes so far
	if err != nil && !errors.Is(err, unwritten) {
		c.messages.failure(err)
		ended = ended.and(statusOf(err))
	}
	// A reader that closes the pipe early is not a failure of ours.
	if unwritten != nil && !errors.Is(unwritten, syscall.EPIPE) {
		c.messages.failure(fmt.Errorf("standard output: %w", unwritten))
		ended = ended.and(failed)
	}
	return ended
}

// execute finds the command, reads its flags and runs it.
func (c *call) execute(ctx context.Context, arguments []string) (status, error) {
	flags := c.newFlagSet("simulate")
	flags.SetInterspersed(false)
	rest, err := c.parse(flags, arguments)
	switch {
	case errors.Is(err, errHelp):
		writeHelp(c.stdout)
		return fine, nil
	case err != nil:
		return refused, refuse(fmt.Errorf("%w\na command's own flags follow the command; see: simulate help", err))
	case len(rest) == 0:
		var help bytes.Buffer
		writeHelp(&help)
		return refused, refuse(errors.New("no command\n\n" + help.String()))
	}
	one, err := findCommand(rest[0])
	if err != nil {
		return refused, refuse(err)
	}
	flags = c.newFlagSet(one.name)
	act := one.prepare(flags)
	rest, err = c.parse(flags, rest[1:])
	switch {
	case errors.Is(err, errHelp):
		writeCommandHelp(c.stdout, one)
		return fine, nil
	case err != nil:
		return refused, refuse(fmt.Errorf("%w\nsee: simulate help %s", err, one.name))
	}
	return act(ctx, c, rest)
}
