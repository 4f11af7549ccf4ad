package form

import (
	"strconv"
	"strings"
)

// flowWidth is the longest line into which a mapping or list is written.
const flowWidth = 100

// YAML writes the tree: a short value on one line, everything else as a block.
func (n *Node) YAML() []byte {
	var text strings.Builder
	printBlock(&text, n, 0)
	return []byte(text.String())
}

// printBlock writes the entries of a mapping or list, each on a new line.
func printBlock(text *strings.Builder, n *Node, indent int) {
	for i, item := range n.Items {
		margin := strings.Repeat("  ", indent)
		if n.Kind == MappingNode {
			margin += n.Keys[i].Text + ":"
		} else {
			margin += "-"
		}
		text.WriteString(margin)
		switch {
		case item.fitsLine(indent):
			text.WriteString(" " + flow(item) + "\n")
		case n.Kind == SequenceNode && item.Kind == MappingNode:
			// The first key stands beside the hyphen.
			var nested strings.Builder
			printBlock(&nested, item, indent+1)
			text.WriteString(" " + strings.TrimLeft(nested.String(), " "))
		default:
			text.WriteByte('\n')
			printBlock(text, item, indent+1)
		}
	}
}

// fitsLine reports whether a value at that indentation is written on one line.
func (n *Node) fitsLine(indent int) bool {
	if n.Kind == ScalarNode || len(n.Items) == 0 {
		return true
	}
	return n.depth() <= 3 && 2*indent+len(flow(n)) <= flowWidth
}

// depth counts the levels of mappings and lists.
func (n *Node) depth() int {
	deepest := 0
	for _, item := range n.Items {
		if item.Kind != ScalarNode {
			deepest = max(deepest, item.depth())
		}
	}
	return 1 + deepest
}

// flow writes a value on one line.
func flow(n *Node) string {
	if n.Kind == ScalarNode {
		if n.Plain {
			return n.Text
		}
		return strconv.Quote(n.Text) // YAML has all of Go's escapes
	}
	parts := make([]string, len(n.Items))
	for i, item := range n.Items {
		parts[i] = flow(item)
		if n.Kind == MappingNode {
			parts[i] = n.Keys[i].Text + ": " + parts[i]
		}
	}
	if n.Kind == MappingNode {
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
