package form

import (
	"slices"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// Value is one value of a document, bound to its place in the program.
type Value struct {
	Want string // what belongs there, for messages and help: "a duration such as 10s"
	// Read reads the node into the place, or reports its faults to the checker. What the place held before is the
	// default.
	Read func(c *Checker, n *Node, path string)
	// Print returns the value in the place as a node, or nil if there is nothing to print.
	Print  func() *Node
	Schema func() *jsonschema.Schema
}

// Form says how values of type T are written. It binds a place to a Value.
type Form[T any] func(place *T) Value

// Field is a key of a mapping.
type Field struct {
	Name, Doc string
	Value
	Required bool
}

// Key returns the field with the given name and place.
func Key[T any](name, doc string, place *T, of Form[T]) Field {
	return Field{Name: name, Doc: doc, Value: of(place)}
}

// Needed returns the field as a required one.
func (f Field) Needed() Field {
	f.Required = true
	return f
}

// Unprinted returns the field as one that is read but never printed.
func (f Field) Unprinted() Field {
	f.Print = func() *Node { return nil }
	return f
}

// Mapping is the form of a mapping with the fields that the table returns for a place.
func Mapping[T any](want string, table func(place *T) []Field) Form[T] {
	return func(place *T) Value {
		return Value{
			Want: want,
			Read: func(c *Checker, n *Node, path string) {
				if n.Kind != MappingNode {
					c.Want(n, path, want)
					return
				}
				ReadFields(c, n, path, table(place))
			},
			Print:  func() *Node { return PrintFields(table(place)) },
			Schema: func() *jsonschema.Schema { return SchemaOfFields(table(place)) },
		}
	}
}

// ReadFields reads a mapping. Fields are read in their order in the table, whatever their order in the mapping.
func ReadFields(c *Checker, n *Node, path string, fields []Field) {
	c.seen[path] = n
	names := FieldNames(fields)
	for _, key := range n.Keys {
		if !slices.Contains(names, key.Text) && !c.Full() {
			c.report(key, path, "unknown field %s%s", wording.Quoted(key.Text), wording.DidYouMean(key.Text, names))
		}
	}
	for i := range fields {
		f := &fields[i]
		value := n.Child(f.Name)
		if value == nil {
			if f.Required {
				c.Reject(n, Join(path, f.Name), "is required: %s", f.Want)
			}
			continue
		}
		c.seen[Join(path, f.Name)] = value
		f.Read(c, value, Join(path, f.Name))
	}
}

// PrintFields returns a mapping of all fields that have something to print.
func PrintFields(fields []Field) *Node {
	n := &Node{Kind: MappingNode}
	for i := range fields {
		if value := fields[i].Print(); value != nil {
			n.put(fields[i].Name, value)
		}
	}
	return n
}

// FieldNames returns the names of the fields.
func FieldNames(fields []Field) []string {
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].Name
	}
	return names
}

// Optional is the form of a value that may be left out. Its place is then nil, and it is not printed.
func Optional[T any](of Form[T]) Form[*T] {
	return func(place **T) Value {
		unread := of(new(T))
		return Value{
			Want: unread.Want,
			Read: func(c *Checker, n *Node, path string) {
				*place = new(T)
				of(*place).Read(c, n, path)
			},
			Print: func() *Node {
				if *place == nil {
					return nil
				}
				return of(*place).Print()
			},
			Schema: unread.Schema,
		}
	}
}
