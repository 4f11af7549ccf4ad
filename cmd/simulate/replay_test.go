package main

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// recording returns a file from the recordings of the real code with random scripts.
func recording(t *testing.T, name string) string {
	t.Helper()
	archive, err := zip.OpenReader("../../model/replay/testdata/random.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	file, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// replay prints what was recorded (the tests of model/replay compare all of it), from a file or standard input, for
// each release; the default is v22.
func TestReplayPrintsTheRecording(t *testing.T) {
	for _, name := range []string{"random_0001", "random_0003"} {
		script := filepath.Join(t.TempDir(), "script.json")
		write(t, script, recording(t, name+"/script.json"))
		for _, release := range []string{"v21", "v22"} {
			printed := must(t, "replay", script, "--vitess", release)
			have, want := parseJSON(t, printed), parseJSON(t, recording(t, name+"/"+release+".json"))
			for _, part := range []string{"buffering", "keyspace_events"} {
				if !reflect.DeepEqual(have[part], want[part]) {
					t.Errorf("%s under %s: %s is not what was recorded:\n%v\n%v",
						name, release, part, have[part], want[part])
				}
			}
			if release == "v22" && printed != must(t, "replay", script) {
				t.Error("the default is not v22")
			}
		}
		e := simulateOn(recording(t, name+"/script.json"), "replay", "-")
		if e.code != 0 || e.stdout != must(t, "replay", script) {
			t.Errorf("standard input: exit code %d\n%s", e.code, e.stderr)
		}
	}
}

func TestRefusedScripts(t *testing.T) {
	good := recording(t, "random_0001/script.json")
	replaced := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("the script does not contain %s", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for _, c := range []struct{ name, script, want string }{
		{"empty", "", "stdin:1:1: the script ends too early"},
		{"cut off", good[:len(good)/2], "ends too early"},
		{"no JSON", "name: x", "stdin:1:"},
		{"a list", "[]", "want struct"},
		{"two scripts", good + good, "more text after the script"},
		{"unknown field", replaced(`"name"`, `"nome": "x", "name"`), `"nome"`},
		{"negative time", replaced(`"at":"`, `"at":"-`), "negative"},
		{"number for a duration", `{"end": 5}`, `"250ms"`},
		{"nanoseconds", `{"end": "5ns"}`, "microsecond"},
		{"centuries", `{"end": "100000h"}`, "720h"},
		{"no keyspace", "{}", "keyspaces"},
		{"unknown tablet", replaced(`"health":{"tablet":"`, `"health":{"tablet":"no`), "unknown tablet"},
		{"unknown mode", replaced(`"mode":"rw"`, `"mode":"rx"`), "rx"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if said := refusedAt(t, c.script, "replay", "-"); !strings.Contains(said, c.want) {
				t.Errorf("the fault does not speak of %q:\n%.500s", c.want, said)
			}
		})
	}
	refusedAt(t, "", "replay")
	refusedAt(t, "", "replay", "a.json", "b.json")
	missing := filepath.Join(t.TempDir(), "none.json")
	if said := refusedAt(t, "", "replay", missing); !strings.Contains(said, "no such file") {
		t.Errorf("a missing script: %s", said)
	}
	if said := refusedAt(t, "", "replay", os.TempDir()); !strings.Contains(said, "directory") {
		t.Errorf("a folder: %s", said)
	}
}
