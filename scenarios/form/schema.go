package form

import (
	"encoding/json"

	"github.com/google/jsonschema-go/jsonschema"
)

// SchemaOfFields describes a mapping. The values in the fields' places are described as their defaults.
func SchemaOfFields(fields []Field) *jsonschema.Schema {
	schema := &jsonschema.Schema{
		Type: "object", Properties: map[string]*jsonschema.Schema{}, AdditionalProperties: RefuseAll(),
	}
	for i := range fields {
		f := &fields[i]
		property := f.Schema()
		if property.Ref != "" {
			// Draft 7 ignores everything beside a reference.
			property = &jsonschema.Schema{AllOf: []*jsonschema.Schema{property}}
		}
		if property.Description == "" {
			property.Description = f.Doc
		}
		schema.Properties[f.Name] = property
		schema.PropertyOrder = append(schema.PropertyOrder, f.Name)
		if f.Required {
			schema.Required = append(schema.Required, f.Name)
		} else if value := f.Print(); value != nil {
			property.Default = asJSON(value)
		}
	}
	return schema
}

// Enumeration is the schema of a list of names.
func Enumeration(names []string) *jsonschema.Schema {
	values := make([]any, len(names))
	for i := range names {
		values[i] = names[i]
	}
	return &jsonschema.Schema{Type: "string", Enum: values}
}

// RefuseAll is the schema that accepts nothing.
func RefuseAll() *jsonschema.Schema { return &jsonschema.Schema{Not: &jsonschema.Schema{}} }

// asJSON returns a printed default as JSON, or nil for an empty text or list.
func asJSON(n *Node) json.RawMessage {
	if n.Kind != MappingNode && n.Text == "" && len(n.Items) == 0 {
		return nil
	}
	text, err := json.Marshal(n.value())
	if err != nil {
		panic(err)
	}
	return text
}

// value returns the node as the types of encoding/json.
func (n *Node) value() any {
	switch n.Kind {
	case MappingNode:
		fields := map[string]any{}
		for i, item := range n.Items {
			fields[n.Keys[i].Text] = item.value()
		}
		return fields
	case SequenceNode:
		items := make([]any, len(n.Items))
		for i, item := range n.Items {
			items[i] = item.value()
		}
		return items
	}
	if n.Plain && (n.Text == "true" || n.Text == "false" || IsDecimal(n.Text)) {
		return json.RawMessage(n.Text)
	}
	return n.Text
}
