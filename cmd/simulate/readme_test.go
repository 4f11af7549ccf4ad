package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shellCommand is a command line of this program in the README, in a block or in a sentence.
var shellCommand = regexp.MustCompile("(?m)(?:^\\$ |`)((?:go run \\./cmd/simulate|simulate) [^#\n`]*)")

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(root + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The first of the README's two commands does the main job; the second runs this test.
func TestReadmeTwoCommands(t *testing.T) {
	page := readme(t)
	_, block, _ := strings.Cut(page, "## Two commands")
	var commands []string
	for line := range strings.Lines(block) {
		if command, found := strings.CutPrefix(line, "$ "); found && len(commands) < 2 {
			command, _, _ = strings.Cut(command, "#")
			commands = append(commands, strings.TrimSpace(command))
		}
	}
	if len(commands) != 2 || commands[1] != "go test ./..." {
		t.Fatalf("the two commands are %q", commands)
	}
	t.Chdir(t.TempDir())
	arguments, found := strings.CutPrefix(commands[0], "go run ./cmd/simulate ")
	if !found {
		t.Fatalf("the first command is %q", commands[0])
	}
	must(t, with(strings.Fields(arguments), "-q")...)
	for _, strategy := range []string{"cap2", "cap64k", "unbounded"} {
		checkFigure(t, filepath.Join("out", "overlap-"+strategy+".png"))
	}
}

// Every command line that the README shows works as it is written there.
func TestReadmeCommandLines(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "mine.yaml"), must(t, "validate", "--config", "single-reparent"))
	write(t, filepath.Join(folder, "SCRIPT.json"), recording(t, "random_0001/script.json"))
	matches := shellCommand.FindAllStringSubmatch(readme(t), -1)
	t.Chdir(folder)
	if len(matches) < 8 {
		t.Errorf("the README shows %d command lines only", len(matches))
	}
	for _, match := range matches {
		line, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(match[1], "go run ./cmd/"), "simulate "), ">")
		arguments := words(strings.TrimSpace(strings.TrimPrefix(line, "simulate ")))
		for i, argument := range arguments {
			arguments[i] = strings.Replace(argument, "metric/NAME", "metric/drop_ratio", 1)
		}
		if arguments[0] == "run" || arguments[0] == "compare" {
			arguments = append(arguments, "-n", "2", "--set", "vtgates.count=1", "-q")
		}
		if arguments[0] == "measure" {
			continue // has tests of its own
		}
		must(t, arguments...)
	}
}

// words splits a command line as a shell does, as far as the README needs it: single quotes.
func words(line string) []string {
	var list []string
	quoted := false
	current := ""
	for _, r := range line + " " {
		switch {
		case r == '\'':
			quoted = !quoted
		case r == ' ' && !quoted:
			if current != "" {
				list = append(list, current)
			}
			current = ""
		default:
			current += string(r)
		}
	}
	return list
}

// The files and figures that the README links to exist.
func TestReadmeLinks(t *testing.T) {
	for _, match := range regexp.MustCompile(`\]\(([^)#]+)\)`).FindAllStringSubmatch(readme(t), -1) {
		if strings.HasPrefix(match[1], "http") {
			continue
		}
		if _, err := os.Stat(root + match[1]); err != nil {
			t.Errorf("the README points to %s: %v", match[1], err)
		}
	}
}
