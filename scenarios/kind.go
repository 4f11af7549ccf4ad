package scenarios

import (
	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// readKind reads the kind of a mapping whose other fields depend on it, and returns its position in names.
func readKind(c *checker, n *node, path, what, want string, names []string) (int, bool) {
	if n.kind != mappingNode {
		c.want(n, path, want)
		return 0, false
	}
	value := n.child("kind")
	if value == nil {
		c.reject(n, join(path, "kind"), "is required: one of %s", listed(names))
		c.bad[path] = true
		return 0, false
	}
	for i := range names {
		if value.kind == scalarNode && names[i] == value.text {
			return i, true
		}
	}
	if value.kind != scalarNode || value.isNull() {
		c.want(value, join(path, "kind"), "one of "+listed(names))
	} else {
		c.reject(value, join(path, "kind"), "%s", wording.Unknown(what, value.text, names))
	}
	c.bad[path] = true
	return 0, false
}

// withKind puts the kind, which has been read before, in front of the fields that depend on it.
func withKind[S any](rest []field[S]) []field[S] {
	kind := field[S]{name: "kind", required: true, read: func(*checker, *node, string, *S) {}}
	return append([]field[S]{kind}, rest...)
}

// schemaOfKind adds the kind to the schema of the fields that depend on it.
func schemaOfKind(name, doc string, rest *jsonschema.Schema) *jsonschema.Schema {
	rest.Description = doc
	rest.Properties["kind"] = enumeration([]string{name})
	rest.PropertyOrder = append([]string{"kind"}, rest.PropertyOrder...)
	rest.Required = append([]string{"kind"}, rest.Required...)
	return rest
}
