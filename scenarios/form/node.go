package form

import (
	"slices"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// NodeKind says what a node is.
type NodeKind uint8

// The kinds of nodes.
const (
	ScalarNode NodeKind = iota
	MappingNode
	SequenceNode
)

// Node is a part of a document: a node of the YAML tree with its aliases expanded.
type Node struct {
	Kind  NodeKind
	Text  string // of a scalar
	Plain bool   // a scalar without quotes, which may be a number, true, false or null
	typed bool   // a plain scalar that YAML does not read as text

	Keys  []*Node // of a mapping; Keys[i] belongs to Items[i]
	Items []*Node // of a mapping or a sequence

	line, column int
	setting      *Setting // the setting that the node comes from, or nil if it comes from the file
}

// Child returns the value of a mapping's key, or nil.
func (n *Node) Child(name string) *Node {
	if i := n.index(name); i >= 0 {
		return n.Items[i]
	}
	return nil
}

// index returns the position of a mapping's key, or -1.
func (n *Node) index(name string) int {
	if n.Kind != MappingNode {
		return -1
	}
	return slices.IndexFunc(n.Keys, func(key *Node) bool { return key.Text == name })
}

// IsNull reports whether the node is empty or null.
func (n *Node) IsNull() bool {
	return n.Kind == ScalarNode && n.Plain && slices.Contains([]string{"", "~", "null", "Null", "NULL"}, n.Text)
}

// Clone returns a deep copy.
func (n *Node) Clone() *Node {
	copied := *n
	copied.Keys, copied.Items = cloneAll(n.Keys), cloneAll(n.Items)
	return &copied
}

func cloneAll(nodes []*Node) []*Node {
	if nodes == nil {
		return nil
	}
	copies := make([]*Node, len(nodes))
	for i, n := range nodes {
		copies[i] = n.Clone()
	}
	return copies
}

// Describe says what the node is, for messages.
func (n *Node) Describe() string {
	switch {
	case n.Kind == MappingNode:
		return "a mapping"
	case n.Kind == SequenceNode:
		return "a list"
	case n.IsNull():
		return "nothing"
	case n.Plain:
		return wording.Shortened(n.Text)
	default:
		return "the text " + wording.Quoted(n.Text)
	}
}

// PlainNode returns a scalar that is printed without quotes.
func PlainNode(text string) *Node { return &Node{Text: text, Plain: true} }

// MappingOf returns a mapping with one key, to be printed.
func MappingOf(name string, value *Node) *Node {
	return &Node{Kind: MappingNode, Keys: []*Node{PlainNode(name)}, Items: []*Node{value}}
}

func sequenceOf(items []*Node) *Node { return &Node{Kind: SequenceNode, Items: items} }

// put appends a key.
func (n *Node) put(name string, value *Node) {
	n.Keys, n.Items = append(n.Keys, PlainNode(name)), append(n.Items, value)
}
