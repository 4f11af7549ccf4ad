package scenarios

import (
	"fmt"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// form is how values of type T are written in a scenario.
type form[T any] struct {
	want   string // what belongs there, for messages and help: "a duration such as 10s"
	read   func(c *checker, n *node, path string, into *T)
	print  func(value *T) *node
	schema func() *jsonschema.Schema
}

// field is a key of a mapping that is read into an S.
type field[S any] struct {
	name, doc string
	want      string
	required  bool
	omit      func(from *S) bool // not printed then; nil: always printed
	read      func(c *checker, n *node, path string, into *S)
	print     func(from *S) *node
	schema    func() *jsonschema.Schema
}

// key describes a field of an S: its name, its place in the S and its form. The value already there is the
// default.
func key[S, T any](name, doc string, place func(*S) *T, f form[T]) field[S] {
	return field[S]{
		name: name, doc: doc, want: f.want,
		read:   func(c *checker, n *node, path string, into *S) { f.read(c, n, path, place(into)) },
		print:  func(from *S) *node { return f.print(place(from)) },
		schema: f.schema,
	}
}

// needed returns the field as one that must be written.
func (f field[S]) needed() field[S] {
	f.required = true
	return f
}

// unless returns the field as one that is not printed where the condition holds.
func (f field[S]) unless(condition func(from *S) bool) field[S] {
	f.omit = condition
	return f
}

// mapping is the form of a mapping with the given fields. Documentation of defaults comes from the example.
func mapping[S any](want string, fields []field[S], defaults func() S) form[S] {
	return form[S]{
		want: want,
		read: func(c *checker, n *node, path string, into *S) {
			if n.kind != mappingNode {
				c.want(n, path, want)
				return
			}
			readFields(c, n, path, fields, into)
		},
		print:  func(value *S) *node { return printFields(fields, value) },
		schema: func() *jsonschema.Schema { return schemaOfFields(fields, defaults()) },
	}
}

// readFields reads the fields in their order in the table, whatever their order in the mapping.
func readFields[S any](c *checker, n *node, path string, fields []field[S], into *S) {
	c.seen[path] = n
	names := fieldNames(fields)
	for _, key := range n.keys {
		if !containsName(names, key.text) && !c.full() {
			c.report(key, path, "unknown field %s%s", wording.Quoted(key.text), wording.DidYouMean(key.text, names))
		}
	}
	for i := range fields {
		f := &fields[i]
		value := n.child(f.name)
		if value == nil {
			if f.required {
				c.reject(n, join(path, f.name), "is required: %s", f.want)
			}
			continue
		}
		c.seen[join(path, f.name)] = value
		f.read(c, value, join(path, f.name), into)
	}
}

func printFields[S any](fields []field[S], from *S) *node {
	n := &node{kind: mappingNode}
	for i := range fields {
		if f := &fields[i]; f.omit == nil || !f.omit(from) {
			n.put(f.name, f.print(from))
		}
	}
	return n
}

func fieldNames[S any](fields []field[S]) []string {
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].name
	}
	return names
}

func containsName(names []string, name string) bool {
	for i := range names {
		if names[i] == name {
			return true
		}
	}
	return false
}

// list is the form of a list of so many items. Each begins as fresh returns it.
func list[T any](item form[T], least, most int, fresh func() T) form[[]T] {
	want := "a list; each item is " + item.want
	return form[[]T]{
		want: want,
		read: func(c *checker, n *node, path string, into *[]T) {
			switch {
			case n.kind != sequenceNode:
				c.want(n, path, want)
				return
			case len(n.items) < least:
				c.reject(n, path, "needs at least %d item", least)
				return
			case len(n.items) > most:
				c.reject(n, path, "at most %d items, got %d", most, len(n.items))
				return
			}
			var items []T // nil if the list is empty
			for i, child := range n.items {
				items = append(items, fresh())
				itemPath := fmt.Sprintf("%s[%d]", path, i)
				c.seen[itemPath] = child
				item.read(c, child, itemPath, &items[i])
			}
			*into = items
		},
		print: func(value *[]T) *node {
			items := make([]*node, len(*value))
			for i := range *value {
				items[i] = item.print(&(*value)[i])
			}
			return sequenceOf(items)
		},
		schema: func() *jsonschema.Schema {
			s := &jsonschema.Schema{Type: "array", Items: item.schema(), MaxItems: jsonschema.Ptr(most)}
			if least > 0 {
				s.MinItems = jsonschema.Ptr(least)
			}
			return s
		},
	}
}

// zero returns a T as it begins.
func zero[T any]() (value T) { return value }
