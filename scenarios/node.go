package scenarios

import (
	"slices"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// nodeKind says what a node is.
type nodeKind uint8

const (
	scalarNode nodeKind = iota
	mappingNode
	sequenceNode
)

// node is a part of a scenario as it is written: the YAML tree with its aliases expanded.
type node struct {
	kind  nodeKind
	text  string // of a scalar
	plain bool   // a scalar without quotes, which may be a number, true, false or null
	typed bool   // a plain scalar that YAML does not take for text

	keys  []*node // of a mapping; keys[i] belongs to items[i]
	items []*node // of a mapping or a sequence

	line, column int
	setting      *Setting // where the node comes from, if not from the file
}

// child returns the value of a mapping's key, or nil.
func (n *node) child(name string) *node {
	if i := n.index(name); i >= 0 {
		return n.items[i]
	}
	return nil
}

// index returns the position of a mapping's key, or -1.
func (n *node) index(name string) int {
	if n.kind != mappingNode {
		return -1
	}
	return slices.IndexFunc(n.keys, func(key *node) bool { return key.text == name })
}

// isNull reports whether nothing is written there.
func (n *node) isNull() bool {
	return n.kind == scalarNode && n.plain && (n.text == "" || n.text == "~" || n.text == "null" || n.text == "Null" || n.text == "NULL")
}

// clone returns a deep copy.
func (n *node) clone() *node {
	copied := *n
	copied.keys, copied.items = cloneAll(n.keys), cloneAll(n.items)
	return &copied
}

func cloneAll(nodes []*node) []*node {
	if nodes == nil {
		return nil
	}
	copies := make([]*node, len(nodes))
	for i, n := range nodes {
		copies[i] = n.clone()
	}
	return copies
}

// describe names what is written there, for messages.
func (n *node) describe() string {
	switch {
	case n.kind == mappingNode:
		return "a mapping"
	case n.kind == sequenceNode:
		return "a list"
	case n.isNull():
		return "nothing"
	case n.plain:
		return wording.Shortened(n.text)
	default:
		return "the text " + wording.Quoted(n.text)
	}
}

// plainNode, quotedNode, mappingOf and sequenceOf make nodes to be printed.
func plainNode(text string) *node  { return &node{text: text, plain: true} }
func quotedNode(text string) *node { return &node{text: text} }

func sequenceOf(items []*node) *node { return &node{kind: sequenceNode, items: items} }

func mappingOf(name string, value *node) *node {
	return &node{kind: mappingNode, keys: []*node{plainNode(name)}, items: []*node{value}}
}

// put appends a key.
func (n *node) put(name string, value *node) {
	n.keys, n.items = append(n.keys, plainNode(name)), append(n.items, value)
}
