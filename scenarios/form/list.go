package form

import (
	"fmt"

	"github.com/google/jsonschema-go/jsonschema"
)

// List is the form of a list of least to most items. Before an item is read, it has the value that fresh returns, or
// the zero value if fresh is nil.
func List[T any](item Form[T], least, most int, fresh func() T) Form[[]T] {
	if fresh == nil {
		fresh = func() (zero T) { return zero }
	}
	want := "a list; each item is " + item(new(T)).Want
	return func(place *[]T) Value {
		return Value{
			Want: want,
			Read: func(c *Checker, n *Node, path string) {
				switch {
				case n.Kind != SequenceNode:
					c.Want(n, path, want)
					return
				case len(n.Items) < least:
					c.Reject(n, path, "needs at least %d item", least)
					return
				case len(n.Items) > most:
					c.Reject(n, path, "at most %d items, got %d", most, len(n.Items))
					return
				}
				var items []T // nil if the list is empty
				for i, child := range n.Items {
					items = append(items, fresh())
					itemPath := fmt.Sprintf("%s[%d]", path, i)
					c.seen[itemPath] = child
					item(&items[i]).Read(c, child, itemPath)
				}
				*place = items
			},
			Print: func() *Node {
				items := make([]*Node, len(*place))
				for i := range *place {
					items[i] = item(&(*place)[i]).Print()
				}
				return sequenceOf(items)
			},
			Schema: func() *jsonschema.Schema {
				first := fresh()
				s := &jsonschema.Schema{Type: "array", Items: item(&first).Schema(), MaxItems: jsonschema.Ptr(most)}
				if least > 0 {
					s.MinItems = jsonschema.Ptr(least)
				}
				return s
			},
		}
	}
}
