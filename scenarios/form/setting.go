package form

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// Setting changes one field of a document, as --set PATH=VALUE does. The value is YAML. Items of lists are written
// mix[0] or mix.0.
type Setting struct{ Path, Value string }

// flag returns the flag that gave the setting, on one line and not too long.
func (s *Setting) flag() string {
	text := []rune("--set " + s.Path + "=" + s.Value)
	for i, r := range text {
		if !unicode.IsPrint(r) {
			text[i] = ' '
		}
	}
	if len(text) > snippetWidth {
		text = append(text[:snippetWidth], '…')
	}
	return string(text)
}

// fault returns a fault of the setting.
func (s *Setting) fault(message string) *Error { return &Error{File: s.flag(), Message: message} }

// steps splits the path at dots and brackets.
func (s *Setting) steps() []string {
	return strings.Split(indexInBrackets.ReplaceAllString(s.Path, ".$1"), ".")
}

var indexInBrackets = regexp.MustCompile(`\[([0-9]+)\]`)

// canonicalPath returns the path with all indexes in brackets.
func (s *Setting) canonicalPath() string { return canonical(s.steps()) }

func canonical(steps []string) string {
	path := ""
	for _, step := range steps {
		if _, err := strconv.Atoi(step); err == nil {
			path += "[" + step + "]"
		} else {
			path = Join(path, step)
		}
	}
	return path
}

// Apply applies the settings to the tree one after the other and returns the faults of their values and paths. defaults
// is the tree of a document in which every field is written. See Parse for the beginning.
func (n *Node) Apply(settings []Setting, defaults *Node, beginning string) Errors {
	var faults Errors
	for i := range settings {
		s := &settings[i]
		value, wrong := s.parse(beginning)
		if value == nil || len(wrong) > 0 {
			faults = append(faults, wrong...)
			continue
		}
		if message := s.apply(n, defaults, value); message != "" {
			faults = append(faults, s.fault(message))
		}
	}
	return faults
}

// parse reads the setting's value.
func (s *Setting) parse(beginning string) (*Node, Errors) {
	if strings.TrimSpace(s.Value) == "" {
		return nil, Errors{s.fault(`no value; for an empty text write ""`)}
	}
	if len(s.Value) > maxFileBytes {
		return nil, Errors{s.fault("a value is at most 1 MiB")}
	}
	source := newSource(s.flag(), []byte(s.Value))
	if fault := source.encoding(); fault != nil {
		return nil, Errors{s.fault(fault.Message)}
	}
	return (&parser{source: source, setting: s}).parse(beginning)
}

// apply puts the value at the setting's path. It returns what is wrong with the path, or "". A field on the path that
// the document leaves out is created: a list, or a mapping with a kind, with its default, and any other mapping empty,
// so that its other fields keep their defaults. Unknown fields are found only when the tree is read.
func (s *Setting) apply(at, defaults, value *Node) string {
	steps := s.steps()
	if slices.Contains(steps, "") {
		return "the path has an empty part"
	}
	last := len(steps) - 1
	for i, step := range steps {
		next, fallback, message := enter(at, defaults, canonical(steps[:i]), step)
		switch {
		case message != "":
			return message
		case i == last:
			s.replace(at, step, value)
			return ""
		case next == nil || next.IsNull():
			next = s.implied(fallback)
			s.replace(at, step, next)
		}
		next.setting = s // the document was right, so a fault of the node now comes from the setting
		at, defaults = next, fallback
	}
	return ""
}

// enter returns the next node of a path and its default. Each is nil if there is none.
func enter(at, defaults *Node, path, step string) (next, fallback *Node, message string) {
	switch at.Kind {
	case MappingNode:
		if defaults != nil {
			fallback = defaults.Child(step)
		}
		return at.Child(step), fallback, ""
	case SequenceNode:
		i, err := strconv.Atoi(step)
		if err != nil || i < 0 || i >= len(at.Items) {
			return nil, nil, fmt.Sprintf("%s has %s, numbered from 0; there is no item %s",
				path, countItems(len(at.Items)), wording.Quoted(step))
		}
		if defaults != nil && defaults.Kind == SequenceNode && i < len(defaults.Items) {
			fallback = defaults.Items[i]
		}
		return at.Items[i], fallback, ""
	}
	return nil, nil, fmt.Sprintf("%s is %s and has no fields", path, at.Describe())
}

// countItems returns "1 item", "2 items" and so on.
func countItems(n int) string {
	if n == 1 {
		return "1 item"
	}
	return fmt.Sprintf("%d items", n)
}

// replace puts a value into a mapping or list.
func (s *Setting) replace(at *Node, step string, value *Node) {
	if at.Kind == SequenceNode {
		i, _ := strconv.Atoi(step)
		at.Items[i] = value
		return
	}
	if i := at.index(step); i >= 0 {
		at.Items[i] = value
		return
	}
	at.put(step, value)
	at.Keys[len(at.Keys)-1].setting = s
}

// implied returns the node to create for a field that the document leaves out and a setting changes a part of.
func (s *Setting) implied(fallback *Node) *Node {
	if fallback != nil && (fallback.Kind == SequenceNode || fallback.Child("kind") != nil) {
		copied := fallback.Clone()
		s.own(copied)
		return copied
	}
	return &Node{Kind: MappingNode, setting: s}
}

// own makes the setting the origin of the node and of all nodes below it.
func (s *Setting) own(n *Node) {
	n.setting = s
	for _, key := range n.Keys {
		key.setting = s
	}
	for _, item := range n.Items {
		s.own(item)
	}
}
