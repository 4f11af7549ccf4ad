package scenarios

import (
	"bytes"
	"encoding/json"

	"github.com/google/jsonschema-go/jsonschema"
)

//go:generate env UPDATE_GOLDEN=1 go test -run TestSchemaIsCommitted

// Schema returns the JSON Schema of scenario files, for editors. It uses draft-07 keywords alone, which is
// what YAML language servers understand. It says less than loading checks.
func Schema() []byte {
	schema := mapping("a scenario", documentFields, newDocument).schema()
	schema.Schema = "http://json-schema.org/draft-07/schema#"
	schema.Title = "Scenario of reparentsim"
	schema.Definitions = map[string]*jsonschema.Schema{"distribution": schemaOfDistribution()}
	text, err := json.Marshal(schema)
	if err != nil {
		panic(err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, text, "", "  "); err != nil {
		panic(err)
	}
	indented.WriteByte('\n')
	return indented.Bytes()
}

// schemaOfFields describes a mapping; the defaults are those of the given value.
func schemaOfFields[S any](list []field[S], defaults S) *jsonschema.Schema {
	schema := &jsonschema.Schema{Type: "object", Properties: map[string]*jsonschema.Schema{}, AdditionalProperties: refuseAll()}
	for i := range list {
		f := &list[i]
		property := f.schema()
		if property.Ref != "" {
			// Draft 7 ignores everything beside a reference.
			property = &jsonschema.Schema{AllOf: []*jsonschema.Schema{property}}
		}
		if property.Description == "" {
			property.Description = f.doc
		}
		schema.Properties[f.name] = property
		schema.PropertyOrder = append(schema.PropertyOrder, f.name)
		if f.required {
			schema.Required = append(schema.Required, f.name)
		} else if f.omit == nil {
			property.Default = asJSON(f.print(&defaults))
		}
	}
	return schema
}

func schemaOfDistribution() *jsonschema.Schema {
	alternatives := []*jsonschema.Schema{durationSchema(false)}
	for i := range Distributions {
		d := &Distributions[i]
		alternatives = append(alternatives, &jsonschema.Schema{
			Type: "object", Description: d.Doc, Required: []string{d.Name}, AdditionalProperties: refuseAll(),
			Properties: map[string]*jsonschema.Schema{d.Name: schemaOfFields(d.fields, lawArguments{})},
		})
	}
	return &jsonschema.Schema{AnyOf: alternatives}
}

// enumeration is the schema of a list of names.
func enumeration(names []string) *jsonschema.Schema {
	values := make([]any, len(names))
	for i := range names {
		values[i] = names[i]
	}
	return &jsonschema.Schema{Type: "string", Enum: values}
}

// refuseAll is the schema that nothing fits.
func refuseAll() *jsonschema.Schema { return &jsonschema.Schema{Not: &jsonschema.Schema{}} }

// asJSON writes a printed default; nil for an empty text or list, which says nothing.
func asJSON(n *node) json.RawMessage {
	if n.kind != mappingNode && n.text == "" && len(n.items) == 0 {
		return nil
	}
	text, err := json.Marshal(n.value())
	if err != nil {
		panic(err)
	}
	return text
}

// value returns the node as JSON's types.
func (n *node) value() any {
	switch n.kind {
	case mappingNode:
		fields := map[string]any{}
		for i, item := range n.items {
			fields[n.keys[i].text] = item.value()
		}
		return fields
	case sequenceNode:
		items := make([]any, len(n.items))
		for i, item := range n.items {
			items[i] = item.value()
		}
		return items
	}
	if n.plain && (n.text == "true" || n.text == "false" || decimalNumber.MatchString(n.text)) {
		return json.RawMessage(n.text)
	}
	return n.text
}
