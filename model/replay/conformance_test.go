package replay

import (
	"archive/zip"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/vtgate"
)

// testdata holds scripts and what the unmodified code of several releases of Vitess did with them on a virtual clock.
// The named cases are story files; random scripts are in an archive. The model must do exactly the same, to the
// microsecond.

// recordings makes the tests write the story files again from recordings, without the model.
var recordings = flag.String("record", "",
	"write the story files from this `folder` of recordings, which holds one folder per case")

const casesFolder = "testdata/cases"

// TestRecordedCases plays the named cases.
func TestRecordedCases(t *testing.T) {
	if *recordings != "" {
		writeStoryFiles(t, *recordings)
	}
	files, err := filepath.Glob(casesFolder + "/*.txt")
	if err != nil || len(files) != 29 {
		t.Fatalf("%d cases in %s, want 29 (%v)", len(files), casesFolder, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		parsed, err := parseStoryFile(name, string(text))
		if err != nil {
			t.Fatal(err)
		}
		if parsed.String() != string(text) {
			t.Errorf("%s is not formatted as the test would write it", file)
		}
		for _, preset := range parsed.releases {
			t.Run(name+"/"+preset, func(t *testing.T) {
				replayAs(t, parsed.script, preset, parsed.stories[preset])
			})
		}
	}
}

// replayAs plays a script as a release would and compares the observation with the story of the recording.
func replayAs(t *testing.T, script *Script, preset string, recorded story) {
	release := slices.IndexFunc(vtgate.Releases, func(r vtgate.Release) bool { return r.Preset == preset })
	if release < 0 {
		t.Fatalf("unknown release %s", preset)
	}
	// The script goes through JSON, as a user's script does.
	text, err := json.Marshal(script)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := ParseScript(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	seen, err := Replay(parsed, &vtgate.Releases[release])
	if err != nil {
		t.Fatal(err)
	}
	if difference := firstDifference(recorded, storyOf(seen)); difference != "" {
		t.Errorf("%s\n\n%s", script.Note, difference)
	}
}

// TestRecordedRandomScripts plays the random scripts.
func TestRecordedRandomScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("150 random scripts")
	}
	archive, err := zip.OpenReader("testdata/random.zip")
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	count := 0
	for _, f := range archive.File {
		preset := strings.TrimSuffix(path.Base(f.Name), ".json")
		if preset == "script" {
			continue
		}
		count++
		t.Run(path.Dir(f.Name)+"/"+preset, func(t *testing.T) {
			script, err := archive.Open(path.Dir(f.Name) + "/script.json")
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := ParseScript(script)
			if err != nil {
				t.Fatal(err)
			}
			recording, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			replayAs(t, parsed, preset, storyOf(readObservation(t, recording)))
		})
	}
	if count != 150*2 {
		t.Errorf("%d recordings, want %d", count, 150*2)
	}
}

func readObservation(t *testing.T, from io.Reader) *Observation {
	t.Helper()
	o := &Observation{}
	if err := json.NewDecoder(from).Decode(o); err != nil {
		t.Fatal(err)
	}
	return o
}

// writeStoryFiles writes story files from a folder of recordings: NAME/script.json and NAME/RELEASE.json.gz.
func writeStoryFiles(t *testing.T, folder string) {
	scripts, err := filepath.Glob(filepath.Join(folder, "*", "script.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range scripts {
		text, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		script, err := ParseScript(text)
		if err != nil {
			t.Fatal(err)
		}
		f := &storyFile{script: script, stories: map[string]story{}}
		for i := range vtgate.Releases {
			preset := vtgate.Releases[i].Preset
			packed, err := os.Open(filepath.Join(filepath.Dir(file), preset+".json.gz"))
			if err != nil {
				continue
			}
			recording, err := gzip.NewReader(packed)
			if err != nil {
				t.Fatal(err)
			}
			f.releases = append(f.releases, preset)
			f.stories[preset] = storyOf(readObservation(t, recording))
		}
		name := filepath.Base(filepath.Dir(file))
		path := filepath.Join(casesFolder, name+".txt")
		if before, err := os.ReadFile(path); err == nil { // keep what people have added to the note
			parsed, err := parseStoryFile(name, string(before))
			if err == nil && strings.HasPrefix(parsed.script.Note, script.Note) {
				script.Note = parsed.script.Note
			}
		}
		if err := os.WriteFile(path, []byte(f.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
