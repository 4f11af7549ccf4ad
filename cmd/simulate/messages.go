package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/reparentsim/reparentsim/scenarios"
)

// messages writes what the program says on standard error.
type messages struct {
	out     io.Writer
	log     *slog.Logger
	json    bool
	colored bool
	verbose bool
}

// newMessages returns messages in the form that the global flags ask for.
func newMessages(c *call) *messages {
	level := slog.LevelInfo
	switch {
	case c.globals.quiet:
		level = slog.LevelError
	case c.globals.verbose:
		level = slog.LevelDebug
	}
	m := &messages{out: c.stderr, json: c.globals.logFormat == "json", colored: c.colored(),
		verbose: c.globals.verbose}
	options := &slog.HandlerOptions{Level: level}
	if m.json {
		m.log = slog.New(slog.NewJSONHandler(c.stderr, options))
	} else {
		m.log = slog.New(slog.NewTextHandler(c.stderr, options))
	}
	return m
}

// colored reports whether messages have colours.
func (c *call) colored() bool {
	switch c.globals.color {
	case "always":
		return true
	case "never":
		return false
	}
	return c.environment("NO_COLOR") == "" && c.isTerminal()
}

// isTerminal reports whether standard error is a terminal that can erase a line.
func (c *call) isTerminal() bool {
	file, ok := c.stderr.(*os.File)
	return ok && c.environment("TERM") != "dumb" && term.IsTerminal(int(file.Fd()))
}

// failure writes an error. Each fault of a scenario is a message of its own.
func (m *messages) failure(err error) {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		for _, one := range joined.Unwrap() {
			m.failure(one)
		}
		return
	}
	var faults scenarios.Errors
	switch {
	case errors.As(err, &faults) && m.json:
		for _, one := range faults {
			m.log.LogAttrs(context.Background(), slog.LevelError, one.Message, slog.String("file", one.File),
				slog.Int("line", one.Line), slog.Int("column", one.Column), slog.String("field", one.Path))
		}
	case m.json:
		m.log.Error(err.Error())
	case errors.As(err, &faults):
		fmt.Fprintln(m.out, strings.TrimSuffix(faults.Error(), "\n"))
	default:
		fmt.Fprintf(m.out, "%s %s\n", m.paint(red, "simulate:"), strings.TrimSuffix(err.Error(), "\n"))
	}
}

// fault reports a bug of the program in one line, followed by the stack if the user asked for more.
func (m *messages) fault(text string, stack []byte) {
	switch {
	case m.json && m.verbose:
		m.log.Error(text, slog.String("stack", string(stack)))
	case m.json:
		m.log.Error(text)
	default:
		hint := " (-v shows where)"
		if m.verbose {
			hint = "\n" + string(stack)
		}
		fmt.Fprintf(m.out, "%s %s%s\n", m.paint(red, "simulate:"), strings.ReplaceAll(text, "\n", " "), hint)
	}
}

// Colours, as terminals write them.
const (
	red    = "31"
	normal = "0"
)

func (m *messages) paint(color, text string) string {
	if !m.colored {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[" + normal + "m"
}
