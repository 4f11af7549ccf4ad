package form

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

const (
	maxNesting    = 100    // levels of mappings and lists
	maxAliasNodes = 10_000 // nodes that aliases expand to
)

// parser converts the YAML library's tree into ours and collects the faults of the text itself.
type parser struct {
	source     *Source
	setting    *Setting // set if the text is a setting's value
	faults     Errors
	expanded   int                 // nodes made by expanding aliases
	outermost  *yaml.Node          // the alias being expanded, and not within another alias
	unfinished map[*yaml.Node]bool // anchors being expanded
	limit      *Error              // an exceeded limit; all other faults are then left out
}

// Parse returns the tree of the source's only document, or nil if there is none, and the faults of the text. The
// message about an empty file says what a document begins with.
func Parse(source *Source, beginning string) (*Node, Errors) {
	return (&parser{source: source}).parse(beginning)
}

func (p *parser) parse(beginning string) (*Node, Errors) {
	p.unfinished = map[*yaml.Node]bool{}
	document := p.load(beginning)
	if document == nil {
		return nil, p.faults
	}
	root := p.convert(document, 1)
	if p.limit != nil {
		return nil, Errors{p.limit}
	}
	return root, p.faults
}

// load parses the text and returns the root of its only document.
func (p *parser) load(beginning string) *yaml.Node {
	loader, err := yaml.NewLoader(bytes.NewReader(p.source.text),
		yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthFunc(checkDepth), loaderlimits.AliasNone())))
	if err != nil {
		p.syntax(err)
		return nil
	}
	var document, second yaml.Node
	if err := loader.Load(&document); errors.Is(err, io.EOF) || err == nil && len(document.Content) == 0 {
		p.fault(1, 1, "the file is empty; a scenario begins with "+beginning)
		return nil
	} else if err != nil {
		p.syntax(err)
		return nil
	}
	if err := loader.Load(&second); err == nil {
		p.fault(second.Line, max(1, second.Column), "a second document begins here; a scenario is a single document")
		return nil
	} else if !errors.Is(err, io.EOF) {
		p.syntax(err)
		return nil
	}
	return document.Content[0]
}

// errNesting is recognised by its text because the library passes on only the text.
var errNesting = fmt.Errorf("nested deeper than %d levels", maxNesting)

func checkDepth(depth int, _ *yaml.DepthContext) error {
	if depth > maxNesting {
		return errNesting
	}
	return nil
}

// syntax reports an error of the YAML library.
func (p *parser) syntax(err error) {
	var fault *yaml.LoadError
	if !errors.As(err, &fault) {
		p.fault(1, 1, "not valid YAML: "+err.Error())
		return
	}
	message := "not valid YAML: " + fault.Message
	if fault.ContextMsg != "" {
		message += " (" + fault.ContextMsg + ")"
	}
	switch {
	case strings.Contains(fault.Message, errNesting.Error()):
		message = errNesting.Error()
	case p.source.tabAt(fault.Mark.Line, fault.Mark.Column):
		message += "; indentation must not contain tabs"
	}
	p.fault(max(1, fault.Mark.Line), max(1, fault.Mark.Column), message)
}

func (p *parser) fault(line, column int, message string) {
	if len(p.faults) < maxFaults {
		p.faults = append(p.faults, p.errorAt(line, column, message))
	}
}

func (p *parser) errorAt(line, column int, message string) *Error {
	if p.setting != nil {
		return p.setting.fault(message)
	}
	return p.source.fault(line, column, message)
}

// exceeded reports that the node exceeds a limit.
func (p *parser) exceeded(at *yaml.Node, message string) {
	if p.outermost != nil {
		at = p.outermost
	}
	p.limit = p.errorAt(at.Line, at.Column, message)
}

// convert copies the library's tree and expands its aliases.
func (p *parser) convert(from *yaml.Node, depth int) *Node {
	n := &Node{line: from.Line, column: from.Column, setting: p.setting}
	if p.outermost != nil {
		p.expanded++
	}
	switch {
	case p.limit != nil:
		return n
	case p.expanded > maxAliasNodes:
		p.exceeded(from, fmt.Sprintf("aliases expand to more than %d nodes", maxAliasNodes))
		return n
	case depth > maxNesting:
		p.exceeded(from, errNesting.Error())
		return n
	case from.Style&yaml.TaggedStyle != 0:
		p.fault(from.Line, from.Column,
			fmt.Sprintf("tags such as %s have no meaning in a scenario", wording.Shortened(from.Tag)))
	}
	switch from.Kind {
	case yaml.AliasNode:
		return p.alias(from, depth)
	case yaml.MappingNode:
		n.Kind = MappingNode
		p.mapping(n, from, depth)
	case yaml.SequenceNode:
		n.Kind = SequenceNode
		for _, item := range from.Content {
			n.Items = append(n.Items, p.convert(item, depth+1))
		}
	default:
		n.Text = from.Value
		n.Plain = from.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
		n.typed = n.Plain && from.ShortTag() != "!!str"
	}
	return n
}

// alias copies the node that the alias stands for. The copy has the position of the alias.
func (p *parser) alias(from *yaml.Node, depth int) *Node {
	target := from.Alias
	if target == nil || p.unfinished[target] {
		p.exceeded(from, fmt.Sprintf("the alias *%s contains itself", wording.Shortened(from.Value)))
		return &Node{line: from.Line, column: from.Column, setting: p.setting}
	}
	p.unfinished[target] = true
	if p.outermost == nil {
		p.outermost = from
		defer func() { p.outermost = nil }()
	}
	n := p.convert(target, depth)
	delete(p.unfinished, target)
	n.line, n.column = from.Line, from.Column
	return n
}

// mapping copies the entries of a mapping. It rejects keys that are not plain field names, and duplicate fields.
func (p *parser) mapping(n *Node, from *yaml.Node, depth int) {
	first := map[string]*yaml.Node{}
	for i := 0; i+1 < len(from.Content) && p.limit == nil; i += 2 {
		key, value := from.Content[i], from.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			p.fault(key.Line, key.Column, "a key must be the name of a field")
			continue
		case key.Value == "<<" && key.ShortTag() == "!!merge":
			p.fault(key.Line, key.Column,
				"merge keys (<<) are not supported; write the fields out, or use an alias as a whole value")
			continue
		case first[key.Value] != nil:
			p.fault(key.Line, key.Column, fmt.Sprintf("duplicate field %s, already given in line %d",
				wording.Quoted(key.Value), first[key.Value].Line))
			continue
		}
		first[key.Value] = key
		n.Keys = append(n.Keys, p.convert(key, depth))
		n.Items = append(n.Items, p.convert(value, depth+1))
	}
}
