package scenarios

import (
	"encoding/json"
	"flag"
	"os"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
	"go.yaml.in/yaml/v4"
)

var update = flag.Bool("update", false, "write schema.json and testdata again")

// TestSchemaIsCommitted checks that the schema for editors is up to date.
func TestSchemaIsCommitted(t *testing.T) {
	if *update {
		if err := os.WriteFile("schema.json", Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(committed), string(Schema())); diff != "" {
		t.Errorf("schema.json is out of date; run go test ./scenarios -update:\n%s", diff)
	}
}

func TestSchemaAcceptsShippedScenarios(t *testing.T) {
	for _, name := range Names() {
		text, _ := Shipped(name)
		if err := validate(t, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		d, err := Open(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, d.Scenario().YAML()); err != nil {
			t.Errorf("%s with its defaults: %v", name, err)
		}
	}
}

var resolvedSchema = sync.OnceValues(func() (*jsonschema.Resolved, error) {
	var schema jsonschema.Schema
	if err := json.Unmarshal(Schema(), &schema); err != nil {
		return nil, err
	}
	return schema.Resolve(nil)
})

// validate checks a scenario with the schema, as an editor does.
func validate(t *testing.T, text []byte) error {
	t.Helper()
	resolved, err := resolvedSchema()
	if err != nil {
		t.Fatal(err)
	}
	var written any
	if err := yaml.Load(text, &written); err != nil {
		return err
	}
	asJSON, err := json.Marshal(written)
	if err != nil {
		return err
	}
	var instance any
	if err := json.Unmarshal(asJSON, &instance); err != nil {
		t.Fatal(err)
	}
	return resolved.Validate(instance)
}
