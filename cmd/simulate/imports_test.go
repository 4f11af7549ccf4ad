package main

import (
	"errors"
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	modulePath = "github.com/reparentsim/reparentsim/"
	root       = "../../"
)

// rooms lists the packages and, for each, the packages of this module that it may import. Knowledge flows one way,
// model ─► its parts ─► health ─► sim. No part knows another, and the model knows neither files nor charts.
var rooms = []struct {
	path string
	may  []string
}{
	{"sim", nil},
	{"sim/estimate", nil},
	{"sim/limit", nil},
	{"model/health", []string{"sim"}},
	{"model/cluster", []string{"model/health", "sim"}},
	{"model/notify", []string{"model/health", "sim"}},
	{"model/notify/real", []string{"model/health", "model/notify"}},
	{"model/watcher", []string{"model/health"}},
	{"model/buffer", []string{"model/health", "sim"}},
	{"model/record", []string{"model/buffer", "model/cluster", "model/health", "sim"}},
	{"model/vtgate", []string{"model/buffer", "model/cluster", "model/health", "model/notify", "model/record",
		"model/watcher", "sim"}},
	{"model/replay", []string{"model/buffer", "model/cluster", "model/health", "model/notify", "model/record",
		"model/vtgate", "model/watcher", "sim"}},
	{"model", []string{"model/cluster", "model/notify", "model/record", "model/vtgate", "sim"}},
	{"scenarios/wording", nil},
	{"scenarios/form", []string{"scenarios/wording"}},
	{"scenarios", []string{"model", "model/buffer", "model/cluster", "model/health", "model/notify", "model/record",
		"model/vtgate", "model/watcher", "scenarios/form", "scenarios/wording", "sim"}},
	{"reports/text", nil},
	{"reports/chart", []string{"model/cluster", "sim"}},
	{"reports/chart/charttest", []string{"reports/chart"}},
	{"reports/overlap", []string{"model/cluster", "model/health", "model/record", "reports/chart", "reports/text",
		"sim"}},
	{"reports/cost", []string{"model/notify/real", "reports/chart", "reports/text", "sim/estimate"}},
	{"reports", []string{"model/record", "reports/overlap", "reports/text", "sim/estimate"}},
	{"cmd/simulate/study", []string{"model", "model/notify", "model/record", "scenarios", "sim/estimate"}},
	{"cmd/simulate", []string{"cmd/simulate/study", "model/notify", "model/notify/real", "model/record", "model/replay",
		"model/vtgate", "reports", "reports/cost", "scenarios", "scenarios/wording", "sim", "sim/estimate"}},
}

// TestImports reads the files itself. If it asked the go tool instead, go test would not see that its inputs had
// changed and would repeat a cached result after a forbidden import was added.
func TestImports(t *testing.T) {
	for _, path := range packages(t) {
		i := slices.IndexFunc(rooms, func(room struct {
			path string
			may  []string
		}) bool {
			return room.path == path
		})
		if i < 0 {
			t.Errorf("package %s is not in the table of rooms", path)
			continue
		}
		read, err := build.ImportDir(root+path, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, imported := range read.Imports {
			if own, ok := strings.CutPrefix(imported, modulePath); ok && !slices.Contains(rooms[i].may, own) {
				t.Errorf("%s imports %s", path, own)
			}
		}
	}
}

// packages finds the folders with Go files.
func packages(t *testing.T) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case !entry.IsDir():
			return nil
		case path != root && (name == "testdata" || strings.HasPrefix(name, ".")), slices.Contains(ignored(t), name):
			return fs.SkipDir
		}
		var none *build.NoGoError
		if _, err := build.ImportDir(path, 0); errors.As(err, &none) {
			return nil
		} else if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		found = append(found, filepath.ToSlash(relative))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestTopLevel requires the top level to hold what a newcomer is told to find there, and nothing else.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{".ci", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "cmd", "go.mod",
		"go.sum", "model", "reports", "scenarios", "sim"}
	var have []string
	for _, entry := range entries {
		if name := entry.Name(); name != ".git" && name != ".gitignore" && !slices.Contains(ignored(t), name) {
			have = append(have, name)
		}
	}
	if !slices.Equal(have, want) {
		t.Errorf("at the top level stand %q, want %q", have, want)
	}
	commands, err := os.ReadDir(root + "cmd")
	if err != nil || len(commands) != 1 {
		t.Errorf("cmd/ holds %v, want simulate alone (%v)", commands, err)
	}
}

// ignored returns the folders of results that git ignores.
func ignored(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(root + ".gitignore")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for line := range strings.Lines(string(text)) {
		names = append(names, strings.Trim(strings.TrimSpace(line), "/"))
	}
	return names
}
