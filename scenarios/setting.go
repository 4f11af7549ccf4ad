package scenarios

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// Setting changes one field of a scenario, as --set PATH=VALUE does. The value is YAML; items of lists are
// written mix[0] or mix.0.
type Setting struct{ Path, Value string }

// flag is how the setting was given, on one line and not too long.
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

// steps splits the path at dots and brackets.
func (s *Setting) steps() []string {
	return strings.Split(indexInBrackets.ReplaceAllString(s.Path, ".$1"), ".")
}

var indexInBrackets = regexp.MustCompile(`\[([0-9]+)\]`)

// canonicalPath writes all indexes in brackets.
func (s *Setting) canonicalPath() string {
	path := ""
	for _, step := range s.steps() {
		if _, err := strconv.Atoi(step); err == nil {
			path += "[" + step + "]"
		} else {
			path = join(path, step)
		}
	}
	return path
}

// With returns the scenario with settings applied to the file as it is written, one after the other; what
// they do not touch keeps its defaults, and a changed preset changes what the file leaves open. Errors name
// the settings.
func (d *Document) With(settings ...Setting) (*Scenario, error) {
	if len(settings) == 0 {
		return d.scenario, nil
	}
	root := d.root.clone()
	defaults := printFields(documentFields, &d.scenario.document)
	var faults Errors
	for i := range settings {
		s := &settings[i]
		value, wrong := parseSetting(s)
		if value == nil || len(wrong) > 0 {
			faults = append(faults, wrong...)
			continue
		}
		if message := set(root, defaults, s, value); message != "" {
			faults = append(faults, &Error{File: s.flag(), Message: message})
		}
	}
	scenario, err := newScenario(d.source, d.folder, root)
	var further Errors
	if errors.As(err, &further) {
		faults = append(faults, further...)
	}
	if err := faults.sorted(); err != nil {
		return nil, err
	}
	return scenario, nil
}

// parseSetting reads a setting's value.
func parseSetting(s *Setting) (*node, Errors) {
	if strings.TrimSpace(s.Value) == "" {
		return nil, Errors{{File: s.flag(), Message: `no value; for an empty text write ""`}}
	}
	source := newSource(s.flag(), []byte(s.Value))
	if len(s.Value) > maxFileBytes {
		return nil, Errors{{File: s.flag(), Message: "a value is at most 1 MiB"}}
	}
	if fault := source.encoding(); fault != nil {
		return nil, Errors{{File: s.flag(), Message: fault.Message}}
	}
	return parse(source, s)
}

// set puts the value at the setting's path. Fields on the way that the file leaves out are made: a list, or
// something with a kind, as its default is, and any other mapping empty, so that its other fields keep their
// defaults. The result says what is wrong with the path; unknown fields are found when the tree is read.
func set(at, defaults *node, s *Setting, value *node) string {
	steps := s.steps()
	if slices.Contains(steps, "") {
		return "the path has an empty part"
	}
	path := ""
	for i, step := range steps {
		last := i == len(steps)-1
		next, fallback, message := enter(at, defaults, path, step)
		switch {
		case message != "":
			return message
		case last:
			replace(at, step, value, s)
			return ""
		case next == nil || next.isNull():
			next = implied(fallback, s)
			replace(at, step, next, s)
		}
		next.setting = s // the file was right: what is wrong with it now comes from here
		path = s.pathUpTo(i + 1)
		at, defaults = next, fallback
	}
	return ""
}

// enter finds the next node of a path, and its default; nil where there is none.
func enter(at, defaults *node, path, step string) (next, fallback *node, message string) {
	switch at.kind {
	case mappingNode:
		if defaults != nil {
			fallback = defaults.child(step)
		}
		return at.child(step), fallback, ""
	case sequenceNode:
		i, err := strconv.Atoi(step)
		if err != nil || i < 0 || i >= len(at.items) {
			return nil, nil, fmt.Sprintf("%s has %d items, numbered from 0; there is no item %s", path, len(at.items), wording.Quoted(step))
		}
		if defaults != nil && defaults.kind == sequenceNode && i < len(defaults.items) {
			fallback = defaults.items[i]
		}
		return at.items[i], fallback, ""
	}
	return nil, nil, fmt.Sprintf("%s is %s and has no fields", path, at.describe())
}

// replace puts a value into a mapping or list.
func replace(at *node, step string, value *node, s *Setting) {
	if at.kind == sequenceNode {
		i, _ := strconv.Atoi(step)
		at.items[i] = value
		return
	}
	if i := at.index(step); i >= 0 {
		at.items[i] = value
		return
	}
	at.put(step, value)
	at.keys[len(at.keys)-1].setting = s
}

// implied is what a field that the file leaves out becomes when a setting enters it.
func implied(fallback *node, s *Setting) *node {
	if fallback != nil && (fallback.kind == sequenceNode || fallback.child("kind") != nil) {
		copied := fallback.clone()
		copied.own(s)
		return copied
	}
	return &node{kind: mappingNode, setting: s}
}

// own makes the setting the origin of the node and all below it.
func (n *node) own(s *Setting) {
	n.setting = s
	for _, key := range n.keys {
		key.setting = s
	}
	for _, item := range n.items {
		item.own(s)
	}
}

// pathUpTo returns the path's first steps.
func (s *Setting) pathUpTo(steps int) string {
	shorter := Setting{Path: strings.Join(s.steps()[:steps], ".")}
	return shorter.canonicalPath()
}
