package scenarios

import (
	"bytes"
	"encoding/json"

	"github.com/google/jsonschema-go/jsonschema"
)

//go:generate go test -run TestSchemaIsCommitted -update

// Schema returns the JSON Schema of scenario files, for editors. It uses only keywords of draft 7, which YAML language
// servers understand. Loading a scenario checks more than the schema does.
func Schema() []byte {
	d := newDraft()
	schema := draftForm(&d).Schema()
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
