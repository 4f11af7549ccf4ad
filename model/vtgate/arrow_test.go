package vtgate

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strings"
	"testing"
)

// order lists the files in the direction of causation. A file may use what is declared in the files of its own line, in
// those of the lines below, and in the foundation.
var order = [][]string{
	{"gate.go", "play.go"},
	{"timeline.go", "quiet.go", "flow.go"},
	{"health.go", "stream.go"},
	{"watch.go", "stall.go", "topology.go"},
	{"consume.go"},
	{"gateway.go"},
	{"buffering.go", "drain.go", "deadline.go"},
	{"request.go"},
	{"cause.go"},
}

// foundation lists the files that all parts may use.
var foundation = []string{"clock.go", "config.go", "deadlock.go", "doc.go", "event.go", "fate.go", "goroutine.go",
	"lock.go", "release.go", "world.go"}

// upward lists the questions and marks that go against the direction of causation, as they do in Vitess, and what
// cause.go reads of a request that has failed.
var upward = []string{
	"gateway.go asks HealthCheck.Primary",
	"gateway.go asks Watch.Ask",
	"gateway.go asks Watch.Mark",
	"cause.go asks request.buffered", "cause.go asks request.refused",
	"cause.go asks request.shard", "cause.go asks request.tx",
}

// TestCausationFlowsOneWay reads the package's own files: whatever a file uses of another must be below it in the
// order.
func TestCausationFlowsOneWay(t *testing.T) {
	fset := token.NewFileSet()
	var files []*ast.File
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		if !slices.Contains(foundation, name) && rank(name) < 0 {
			t.Errorf("%s has no place in the order", name)
		}
	}
	// Other packages are not read: what they define does not matter here.
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: noImports{}, Error: func(error) {}}
	config.Check("vtgate", fset, files, info)
	seen := map[string]bool{}
	for use, object := range info.Uses {
		from, to := fset.Position(use.Pos()).Filename, fset.Position(object.Pos()).Filename
		if _, isType := object.(*types.TypeName); isType || !object.Pos().IsValid() || allowed(from, to) {
			continue
		}
		asks := from + " asks " + qualified(object)
		if !slices.Contains(upward, asks) {
			t.Errorf("%s: %s (%s)", fset.Position(use.Pos()), asks, to)
		}
		seen[asks] = true
	}
	for _, one := range upward {
		if !seen[one] {
			t.Errorf("%s: no longer true", one)
		}
	}
	if len(info.Uses) < 1000 {
		t.Errorf("%d uses found only", len(info.Uses))
	}
}

// rank returns a file's line in the order, or -1.
func rank(name string) int {
	return slices.IndexFunc(order, func(line []string) bool { return slices.Contains(line, name) })
}

func allowed(from, to string) bool {
	if from == to || slices.Contains(foundation, to) {
		return true
	}
	return !slices.Contains(foundation, from) && rank(from) <= rank(to)
}

// qualified names a method or field with its type.
func qualified(object types.Object) string {
	if f, isFunc := object.(*types.Func); isFunc {
		if receiver := f.Signature().Recv(); receiver != nil {
			of := receiver.Type()
			if pointer, isPointer := of.(*types.Pointer); isPointer {
				of = pointer.Elem()
			}
			return of.(*types.Named).Obj().Name() + "." + f.Name()
		}
	}
	if field, isVar := object.(*types.Var); isVar && field.IsField() {
		scope := object.Pkg().Scope()
		for _, name := range scope.Names() {
			if of, isStruct := scope.Lookup(name).Type().Underlying().(*types.Struct); isStruct {
				for i := range of.NumFields() {
					if of.Field(i) == field {
						return name + "." + field.Name()
					}
				}
			}
		}
	}
	return object.Name()
}

// noImports refuses all imports.
type noImports struct{}

func (noImports) Import(string) (*types.Package, error) { return nil, errors.New("not read") }
