package main

import (
	"context"
	"errors"
)

// status is how a call ended: its exit code.
type status int

// The exit codes.
const (
	fine         status = 0
	failed       status = 1   // an internal error
	refused      status = 2   // wrong usage or scenario: nothing was run, nothing written
	broken       status = 3   // a threshold was broken
	inconclusive status = 4   // the precision asked for was not reached
	interrupted  status = 130 // by a signal; what had been finished was reported
)

// rank lists the exit codes from the highest rank to the lowest.
var rank = []status{interrupted, failed, refused, broken, inconclusive, fine}

// and returns the higher-ranking of two exit codes.
func (s status) and(other status) status {
	for _, one := range rank {
		if s == one || other == one {
			return one
		}
	}
	return failed
}

// refusal is a user's error: nothing was run.
type refusal struct{ cause error }

func (r refusal) Error() string { return r.cause.Error() }
func (r refusal) Unwrap() error { return r.cause }

// refuse marks an error as the user's; nil stays nil.
func refuse(cause error) error {
	if cause == nil {
		return nil
	}
	return refusal{cause}
}

// statusOf returns the exit code of an error.
func statusOf(err error) status {
	var wrong refusal
	switch {
	case err == nil:
		return fine
	case errors.Is(err, context.Canceled):
		return interrupted
	case errors.As(err, &wrong):
		return refused
	}
	return failed
}
