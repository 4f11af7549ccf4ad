package replay_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/replay"
	"github.com/reparentsim/reparentsim/model/vtgate"
)

// FuzzParseScript reads anything: it must refuse it or play it, without a panic and without end.
func FuzzParseScript(f *testing.F) {
	archive, err := zip.OpenReader("testdata/recordings/cases.zip")
	if err != nil {
		f.Fatal(err)
	}
	defer archive.Close()
	for _, entry := range archive.File {
		if !strings.HasSuffix(entry.Name, "/script.json") {
			continue
		}
		reader, err := entry.Open()
		if err != nil {
			f.Fatal(err)
		}
		var text bytes.Buffer
		if _, err := text.ReadFrom(reader); err != nil {
			f.Fatal(err)
		}
		if text.Len() < 20_000 { // the others say the same at length
			f.Add(text.Bytes())
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		script, err := replay.ParseScript(bytes.NewReader(text))
		if err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Error("an error without words")
			}
			return
		}
		for _, release := range vtgate.Releases {
			if _, err := replay.Replay(script, &release); err != nil {
				t.Logf("%s: %v", release.Preset, err)
			}
		}
	})
}
