package scenarios

import (
	"fmt"
	"strings"
)

// maxFaults bounds the faults that are reported; a file with more is not a scenario at all.
const maxFaults = 100

// checker reads a tree into values and collects what is wrong with it.
type checker struct {
	source *source
	folder string // where a scenario's further files are; empty if it may have none
	faults Errors
	seen   map[string]*node // the nodes read, by path
	bad    map[string]bool  // paths with a fault
}

func newChecker(s *source, folder string) *checker {
	return &checker{source: s, folder: folder, seen: map[string]*node{}, bad: map[string]bool{}}
}

// reject reports that the value of the field at the path cannot be used, at the node's position.
func (c *checker) reject(n *node, path, format string, arguments ...any) {
	c.bad[path] = true
	c.report(n, path, format, arguments...)
}

// report is reject for a fault that leaves the field's value as it is.
func (c *checker) report(n *node, path, format string, arguments ...any) {
	if c.full() {
		return
	}
	message := fmt.Sprintf(format, arguments...)
	if len(c.faults) == maxFaults {
		path, message = "", fmt.Sprintf("more than %d errors; the others are not shown", maxFaults)
	}
	if n.setting != nil {
		if path == n.setting.canonicalPath() {
			path = "" // the flag names it already
		}
		c.faults = append(c.faults, &Error{File: n.setting.flag(), Path: path, Message: message})
		return
	}
	c.faults = append(c.faults, &Error{File: c.source.name, Line: n.line, Column: n.column, Path: path, Message: message,
		Snippet: c.source.snippet(n.line, n.column)})
}

// full reports whether further faults are not shown any more, so that it is no use to look for them.
func (c *checker) full() bool { return len(c.faults) > maxFaults }

// want reports that something else was expected at the node.
func (c *checker) want(n *node, path, what string) {
	c.reject(n, path, "want %s, got %s", what, n.describe())
}

// rule checks something about several fields, the one to be blamed first. It says nothing if one of them has
// a fault already. The position is that of a field set by a flag if there is one, since the file was fine
// without it, and otherwise of the first that is written.
func (c *checker) rule(holds bool, paths []string, format string, arguments ...any) {
	if holds {
		return
	}
	var at *node
	for _, path := range paths {
		if c.faulty(path) {
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
	c.reject(at, paths[0], format, arguments...)
}

// faulty reports whether the field, or one that contains it, has a fault.
func (c *checker) faulty(path string) bool {
	for path != "" {
		if c.bad[path] {
			return true
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return c.bad[""]
}

// origin says that a field's value is not written but the default, after the value.
func (c *checker) origin(path string) string {
	if c.seen[path] == nil {
		return " (the default)"
	}
	return ""
}

// nearest returns the node of the innermost field that is written and contains the path.
func (c *checker) nearest(path string) *node {
	for {
		if n := c.seen[path]; n != nil || path == "" {
			return n
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
}

// join appends a field's name to the path of what contains it.
func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
