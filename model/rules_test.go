package model_test

import (
	"bytes"
	"flag"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the page of rules again")

// thread is a mention of one of Vitess's issues or pull requests.
var thread = regexp.MustCompile(`(?:vitessio/vitess)?#([0-9]+)`)

// The page of rules for readers is the package's documentation and nothing else: there is one place to change.
func TestRulesPage(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	printer := comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }}
	text := printer.Markdown(new(comment.Parser).Parse(file.Doc.Text()))
	text = thread.ReplaceAll(text, []byte("[vitessio/vitess#$1](https://github.com/vitessio/vitess/issues/$1)"))
	page := append([]byte("# How vtgate is modelled\n\nThis is the documentation of [package model](doc.go), which a test keeps in step:"+
		"\n`go test ./model -run TestRulesPage -update` writes it again.\n\n"), text...)
	if *update {
		if err := os.WriteFile("RULES.md", page, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile("RULES.md"); err != nil || !bytes.Equal(have, page) {
		t.Errorf("RULES.md is not what doc.go says (%v): go test ./model -run TestRulesPage -update", err)
	}
}

// The package's documentation names recordings in brackets; they must be among those that are played.
func TestDocumentedRecordingsExist(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, bracket := range regexp.MustCompile(`\[([a-z0-9_,/\s]+)\]`).FindAllStringSubmatch(string(text), -1) {
		for _, name := range strings.FieldsFunc(bracket[1], func(r rune) bool { return strings.ContainsRune(", /\n", r) }) {
			named++
			if _, err := os.Stat("replay/testdata/cases/" + name + ".txt"); err != nil {
				t.Errorf("doc.go names the recording %s, which is not played", name)
			}
		}
	}
	if named < 20 {
		t.Errorf("doc.go names %d recordings only", named)
	}
}
