package replay

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/vtgate"
)

// FuzzParseScript reads any text. It must be refused or played, without a panic and in finite time.
func FuzzParseScript(f *testing.F) {
	files, err := filepath.Glob(casesFolder + "/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		parsed, err := parseStoryFile(filepath.Base(file), string(text))
		if err != nil {
			f.Fatal(err)
		}
		script, err := json.Marshal(parsed.script)
		if err != nil {
			f.Fatal(err)
		}
		if len(script) < 20_000 { // longer ones contain nothing new
			f.Add(script)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		script, err := ParseScript(bytes.NewReader(text))
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Error("an error without words")
			}
			return
		}
		for _, release := range vtgate.Releases {
			if _, err := Replay(script, &release); err != nil {
				t.Logf("%s: %v", release.Preset, err)
			}
		}
	})
}
