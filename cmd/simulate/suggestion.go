package main

import (
	"errors"
	"slices"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// unknown is the error for a name that is not in a list. It suggests the closest name and lists all of them.
func unknown(what, name string, names []string) error {
	return errors.New(wording.Unknown(what, name, names))
}

// oneOf returns an error unless the name is in the list.
func oneOf(what, name string, names []string) error {
	if slices.Contains(names, name) {
		return nil
	}
	return unknown(what, name, names)
}
