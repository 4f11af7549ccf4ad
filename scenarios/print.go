package scenarios

import (
	"strconv"
	"strings"
)

// flowWidth is how long a mapping or list on one line may be.
const flowWidth = 100

// printYAML writes a tree as YAML: short mappings of scalars on one line, everything else as a block.
func printYAML(root *node) []byte {
	var text strings.Builder
	printBlock(&text, root, 0)
	return []byte(text.String())
}

// printBlock writes the entries of a mapping or list, each on lines of its own.
func printBlock(text *strings.Builder, n *node, indent int) {
	for i, item := range n.items {
		margin := strings.Repeat("  ", indent)
		if n.kind == mappingNode {
			margin += n.keys[i].text + ":"
		} else {
			margin += "-"
		}
		text.WriteString(margin)
		switch {
		case item.fitsLine(indent):
			text.WriteString(" " + flow(item) + "\n")
		case n.kind == sequenceNode && item.kind == mappingNode:
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

// fitsLine reports whether a value is written on one line, at that indentation.
func (n *node) fitsLine(indent int) bool {
	if n.kind == scalarNode || len(n.items) == 0 {
		return true
	}
	return n.depth() <= 3 && 2*indent+len(flow(n)) <= flowWidth
}

// depth counts the levels of mappings and lists.
func (n *node) depth() int {
	deepest := 0
	for _, item := range n.items {
		if item.kind != scalarNode {
			deepest = max(deepest, item.depth())
		}
	}
	return 1 + deepest
}

// flow writes a value on one line.
func flow(n *node) string {
	if n.kind == scalarNode {
		if n.plain {
			return n.text
		}
		return strconv.Quote(n.text) // all of Go's escapes are YAML's as well
	}
	parts := make([]string, len(n.items))
	for i, item := range n.items {
		parts[i] = flow(item)
		if n.kind == mappingNode {
			parts[i] = n.keys[i].text + ": " + parts[i]
		}
	}
	if n.kind == mappingNode {
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
