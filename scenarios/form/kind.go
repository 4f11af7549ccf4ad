package form

import (
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// Kind is one kind of a mapping whose field "kind" decides which other fields it has.
type Kind[T any] struct {
	Name, Doc string
	// Begin makes the value one of this kind, with all defaults.
	Begin func(value *T)
	// Fields returns the fields of a value of this kind, without the field "kind" itself.
	Fields func(value *T) []Field
}

// Kinds holds all kinds of a mapping.
type Kinds[T any] struct {
	What string // the word for them in messages: "schedule"
	Want string // what belongs there: "a schedule such as {kind: waves, size: 4}"
	List []Kind[T]
	Of   func(value *T) string // the name of a value's kind
}

// Form returns the form of the mapping.
func (k Kinds[T]) Form() Form[T] {
	return func(place *T) Value {
		return Value{
			Want: k.Want,
			Read: func(c *Checker, n *Node, path string) {
				if kind := k.read(c, n, path); kind != nil {
					kind.Begin(place)
					ReadFields(c, n, path, append([]Field{kindField}, kind.Fields(place)...))
				}
			},
			Print:  func() *Node { return k.print(place) },
			Schema: k.schema,
		}
	}
}

// kindField stands for the field "kind" among the others; it has already been read.
var kindField = Field{Name: "kind", Required: true, Value: Value{Read: func(*Checker, *Node, string) {}}}

func (k Kinds[T]) names() []string {
	names := make([]string, len(k.List))
	for i := range k.List {
		names[i] = k.List[i].Name
	}
	return names
}

// read reads the field "kind" and returns the kind, or nil after a fault.
func (k Kinds[T]) read(c *Checker, n *Node, path string) *Kind[T] {
	if n.Kind != MappingNode {
		c.Want(n, path, k.Want)
		return nil
	}
	kindPath, want := Join(path, "kind"), "one of "+strings.Join(k.names(), ", ")
	value := n.Child("kind")
	switch {
	case value == nil:
		c.Reject(n, kindPath, "is required: %s", want)
	case value.Kind != ScalarNode || value.IsNull():
		c.Want(value, kindPath, want)
	default:
		if i := slices.Index(k.names(), value.Text); i >= 0 {
			return &k.List[i]
		}
		c.Reject(value, kindPath, "%s", wording.Unknown(k.What, value.Text, k.names()))
	}
	c.bad[path] = true
	return nil
}

func (k Kinds[T]) print(value *T) *Node {
	name := k.Of(value)
	n := MappingOf("kind", printText(name))
	i := slices.Index(k.names(), name)
	rest := PrintFields(k.List[i].Fields(value))
	n.Keys, n.Items = append(n.Keys, rest.Keys...), append(n.Items, rest.Items...)
	return n
}

// schema describes one alternative for each kind.
func (k Kinds[T]) schema() *jsonschema.Schema {
	alternatives := make([]*jsonschema.Schema, len(k.List))
	for i := range k.List {
		kind := &k.List[i]
		var value T
		kind.Begin(&value)
		s := SchemaOfFields(kind.Fields(&value))
		s.Description = kind.Doc
		s.Properties["kind"] = Enumeration([]string{kind.Name})
		s.PropertyOrder = append([]string{"kind"}, s.PropertyOrder...)
		s.Required = append([]string{"kind"}, s.Required...)
		alternatives[i] = s
	}
	return &jsonschema.Schema{OneOf: alternatives}
}
