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

var update = flag.Bool("update", false, "write RULES.md again")

// thread matches a mention of one of Vitess's issues or pull requests.
var thread = regexp.MustCompile(`(?:vitessio/vitess)?#([0-9]+)`)

// The page of rules for readers is generated from the package's documentation, so that there is one place to change.
func TestRulesPage(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "doc.go", nil, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		t.Fatal(err)
	}
	printer := comment.Printer{HeadingLevel: 2, HeadingID: func(*comment.Heading) string { return "" }}
	text := printer.Markdown(new(comment.Parser).Parse(file.Doc.Text()))
	text = thread.ReplaceAll(text, []byte("[vitessio/vitess#$1](https://github.com/vitessio/vitess/issues/$1)"))
	const head = "# How vtgate is modelled\n\nThis page is the documentation of [package model](doc.go). A test " +
		"keeps the two equal;\n`go test ./model -run TestRulesPage -update` writes the page again.\n\n"
	page := append([]byte(head), text...)
	if *update {
		if err := os.WriteFile("RULES.md", page, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile("RULES.md"); err != nil || !bytes.Equal(have, page) {
		t.Errorf("RULES.md is not what doc.go says (%v): go test ./model -run TestRulesPage -update", err)
	}
}

// The package's documentation names recordings in brackets. Each must be among the recordings that tests play.
func TestDocumentedRecordingsExist(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, bracket := range regexp.MustCompile(`\[([a-z0-9_,/\s]+)\]`).FindAllStringSubmatch(string(text), -1) {
		separator := func(r rune) bool { return strings.ContainsRune(", /\n", r) }
		for _, name := range strings.FieldsFunc(bracket[1], separator) {
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
