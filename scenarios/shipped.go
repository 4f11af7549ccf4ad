package scenarios

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.yaml
var shippedFiles embed.FS

// Names returns the names of the shipped scenarios in alphabetical order.
func Names() []string {
	files, err := fs.Glob(shippedFiles, "*.yaml")
	if err != nil {
		panic(err)
	}
	for i := range files {
		files[i] = strings.TrimSuffix(files[i], ".yaml")
	}
	slices.Sort(files)
	return files
}

// Shipped returns the text of a shipped scenario.
func Shipped(name string) (text []byte, ok bool) {
	if !slices.Contains(Names(), name) {
		return nil, false
	}
	text, err := shippedFiles.ReadFile(name + ".yaml")
	return text, err == nil
}
