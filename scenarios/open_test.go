package scenarios

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestShippedScenariosLoad(t *testing.T) {
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			d, err := Open(name, nil)
			if err != nil {
				t.Fatal(err)
			}
			s := d.Scenario()
			if s.Name != name || s.Description == "" {
				t.Errorf("name %q, description %q", s.Name, s.Description)
			}
			again, err := Open("-", strings.NewReader(string(s.YAML())))
			if err != nil {
				t.Fatalf("printed, it does not load: %v\n%s", err, s.YAML())
			}
			if diff := cmp.Diff(s, again.Scenario(), equal...); diff != "" {
				t.Errorf("printed, it loads as another scenario:\n%s", diff)
			}
			if again := again.Scenario().YAML(); string(again) != string(s.YAML()) {
				t.Errorf("printed again it differs:\n%s", cmp.Diff(string(s.YAML()), string(again)))
			}
		})
	}
}

// equal compares scenarios completely, including their distributions, but not how they were written.
var equal = cmp.Options{
	cmpopts.IgnoreUnexported(Scenario{}),
	cmp.Exporter(func(reflect.Type) bool { return true }),
}
