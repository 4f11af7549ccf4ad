package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a room may hold before it is too large to live in, outside tests.
const (
	mostLinesOfFile     = 300
	mostLinesOfFunction = 60
	mostFilesOfPackage  = 30
	mostMethodsOfType   = 25
	mostColumns         = 120
)

// TestSizes holds the code to these limits. Lines are at most 120 columns wide in tests as well.
func TestSizes(t *testing.T) {
	for _, path := range packages(t) {
		entries, err := os.ReadDir(root + path)
		if err != nil {
			t.Fatal(err)
		}
		files, methods := 0, map[string]int{}
		for _, entry := range entries {
			if name := entry.Name(); strings.HasSuffix(name, ".go") {
				isTest := strings.HasSuffix(name, "_test.go")
				if !isTest {
					files++
				}
				checkFile(t, path+"/"+name, isTest, methods)
			}
		}
		if files > mostFilesOfPackage {
			t.Errorf("package %s has %d files, want at most %d", path, files, mostFilesOfPackage)
		}
		for name, n := range methods {
			if n > mostMethodsOfType {
				t.Errorf("type %s of %s has %d methods, want at most %d", name, path, n, mostMethodsOfType)
			}
		}
	}
}

// checkFile checks one file and counts the methods of its types.
func checkFile(t *testing.T, path string, isTest bool, methods map[string]int) {
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		if n := len([]rune(line)); n > mostColumns {
			t.Errorf("%s:%d has %d columns, want at most %d", path, i+1, n, mostColumns)
		}
	}
	if isTest {
		return
	}
	if len(lines)-1 > mostLinesOfFile {
		t.Errorf("%s has %d lines, want at most %d", path, len(lines)-1, mostLinesOfFile)
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		length := fset.Position(function.End()).Line - fset.Position(function.Pos()).Line + 1
		if length > mostLinesOfFunction {
			t.Errorf("%s: %s has %d lines, want at most %d", path, function.Name.Name, length, mostLinesOfFunction)
		}
		if function.Recv != nil {
			methods[receiverName(function.Recv.List[0].Type)]++
		}
	}
}

// receiverName returns the name of a method's type.
func receiverName(of ast.Expr) string {
	switch x := of.(type) {
	case *ast.StarExpr:
		return receiverName(x.X)
	case *ast.IndexExpr:
		return receiverName(x.X)
	case *ast.IndexListExpr:
		return receiverName(x.X)
	case *ast.Ident:
		return x.Name
	}
	return ""
}
