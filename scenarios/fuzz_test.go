package scenarios

import (
	"bytes"
	"errors"
	"testing"
)

// FuzzOpen loads any text with any setting. It must neither panic nor hang, faults must be Errors, and a scenario that
// loads must load again when it is printed.
func FuzzOpen(f *testing.F) {
	for _, name := range Names() {
		text, _ := Shipped(name)
		f.Add(text, "vtgates.count", "3")
	}
	f.Add([]byte(start+"horizon: &a 5s\nrollout: {start: *a}\n"), "rollout.mix[0].outage.normal.mean", "{a: [b]}")
	f.Add([]byte(start+"vtgates: {network_delay: {empirical: {values: [1s]}}}\n"),
		"cluster.keyspaces.0.shards", `["-80"]`)
	f.Fuzz(func(t *testing.T, text []byte, path, value string) {
		d, err := Open("-", bytes.NewReader(text))
		var faults Errors
		if err != nil {
			if !errors.As(err, &faults) || len(faults) == 0 || err.Error() == "" {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		for _, settings := range [][]Setting{nil, {{Path: path, Value: value}}} {
			s, err := d.With(settings...)
			if err != nil {
				if !errors.As(err, &faults) {
					t.Fatalf("%T: %v", err, err)
				}
				continue
			}
			printed := s.YAML()
			again, err := Open("-", bytes.NewReader(printed))
			if err != nil {
				t.Fatalf("%v\n%s", err, printed)
			}
			if !bytes.Equal(again.Scenario().YAML(), printed) {
				t.Fatalf("printed again it differs:\n%s\n%s", printed, again.Scenario().YAML())
			}
		}
	})
}
