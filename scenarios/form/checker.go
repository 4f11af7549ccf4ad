package form

import (
	"fmt"
	"strings"
)

// maxFaults is the largest number of faults that are reported. A file with more is not meant to be a scenario.
const maxFaults = 100

// Checker collects what is wrong with a document while it is read into values.
type Checker struct {
	Folder string // where the document's further files are; empty if it may have none

	source *Source
	faults Errors
	found  int              // faults found, including those that are not reported
	seen   map[string]*Node // the nodes read, by path
	bad    map[string]bool  // paths with a fault
}

// NewChecker returns the checker of a document that comes from the source.
func NewChecker(source *Source, folder string) *Checker {
	return &Checker{Folder: folder, source: source, seen: map[string]*Node{}, bad: map[string]bool{}}
}

// Faults returns the faults found so far.
func (c *Checker) Faults() Errors { return c.faults }

// Reject reports that the value of the field at the path cannot be used. The fault has the position of the node.
func (c *Checker) Reject(n *Node, path, format string, arguments ...any) {
	c.bad[path] = true
	c.report(n, path, format, arguments...)
}

// Want rejects the node because something else is expected there.
func (c *Checker) Want(n *Node, path, what string) {
	c.Reject(n, path, "want %s, got %s", what, n.Describe())
}

// report reports a fault that leaves the field's value usable.
func (c *Checker) report(n *Node, path, format string, arguments ...any) {
	c.found++
	if c.Full() {
		return
	}
	message := fmt.Sprintf(format, arguments...)
	if len(c.faults) == maxFaults {
		path, message = "", fmt.Sprintf("more than %d errors; the others are not shown", maxFaults)
	}
	var fault *Error
	if n.setting == nil {
		fault = c.source.fault(n.line, n.column, message)
	} else if fault = n.setting.fault(message); path == n.setting.canonicalPath() {
		path = "" // the flag names the path already
	}
	fault.Path = path
	c.faults = append(c.faults, fault)
}

// Full reports whether further faults are no longer reported. There is then no point in looking for them.
func (c *Checker) Full() bool { return len(c.faults) > maxFaults }

// Try calls read and reports whether it found no fault. If it found one, the field at the path cannot be used.
func (c *Checker) Try(path string, read func()) bool {
	known := c.found
	read()
	if c.found > known {
		c.bad[path] = true
		return false
	}
	return true
}

// Rule reports a broken rule about several fields, unless one of them already has a fault. The first path is that of
// the field to blame. The fault has the position of a field that a flag sets, if there is one, because the file was
// right without it; otherwise it has the position of the first field that is written.
func (c *Checker) Rule(holds bool, paths []string, format string, arguments ...any) {
	if holds {
		return
	}
	var at *Node
	for _, path := range paths {
		if c.Faulty(path) {
			return
		}
		n := c.seen[path]
		if n != nil && (at == nil || at.setting == nil && n.setting != nil) {
			at = n
		}
	}
	if at == nil {
		at = c.nearest(paths[0])
	}
	c.Reject(at, paths[0], format, arguments...)
}

// Faulty reports whether the field, or one that contains it, has a fault.
func (c *Checker) Faulty(path string) bool {
	for path != "" {
		if c.bad[path] {
			return true
		}
		path = container(path)
	}
	return c.bad[""]
}

// Origin returns what to print after a field's value: that it is the default, or "" if the field is written.
func (c *Checker) Origin(path string) string {
	if c.seen[path] == nil {
		return " (the default)"
	}
	return ""
}

// nearest returns the node of the innermost written field that contains the path.
func (c *Checker) nearest(path string) *Node {
	for {
		if n := c.seen[path]; n != nil || path == "" {
			return n
		}
		path = container(path)
	}
}

// Join appends a field's name to the path of what contains it.
func Join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// container returns the path of what contains the field.
func container(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }
