package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// The faults and settings of scenarios are those of package form.
type (
	Errors  = form.Errors
	Setting = form.Setting
)

// Document is a scenario as the file writes it. It has no faults.
type Document struct {
	source   *form.Source
	folder   string
	root     *form.Node
	scenario *Scenario
}

// Open reads and checks a scenario. The reference is "-" for standard input, the name of a file if it contains a slash
// or ".yaml", and otherwise the name of a shipped scenario. If the scenario has faults, the error is Errors.
func Open(reference string, stdin io.Reader) (*Document, error) {
	switch {
	case reference == "-":
		return load("stdin", "", stdin)
	case strings.ContainsAny(reference, "/"+string(filepath.Separator)), strings.Contains(reference, ".yaml"):
		return openFile(reference)
	}
	text, ok := Shipped(reference)
	if !ok {
		message := wording.Unknown("scenario", reference, Names())
		if _, err := os.Stat(reference); err == nil {
			message += fmt.Sprintf("; to open the file with that name, write ./%s", reference)
		}
		return nil, errors.New(message)
	}
	return load(reference+".yaml", "", bytes.NewReader(text))
}

func openFile(name string) (*Document, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, reason(err))
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: is a folder, not a scenario file", name)
	}
	return load(name, filepath.Dir(name), file)
}

func load(name, folder string, r io.Reader) (*Document, error) {
	source, err := form.ReadSource(name, r)
	if err != nil {
		return nil, err
	}
	root, faults := form.Parse(source, beginning)
	if root == nil {
		return nil, faults
	}
	scenario, further := newScenario(source, folder, root)
	if err := append(faults, further...).Sorted(); err != nil {
		return nil, err
	}
	return &Document{source, folder, root, scenario}, nil
}

// Scenario returns the scenario without any settings.
func (d *Document) Scenario() *Scenario { return d.scenario }

// With returns the scenario with the settings applied to the file one after the other. Fields that neither sets keep
// their defaults, which a changed preset may change. Errors name the settings.
func (d *Document) With(settings ...Setting) (*Scenario, error) {
	if len(settings) == 0 {
		return d.scenario, nil
	}
	root := d.root.Clone()
	faults := root.Apply(settings, draftForm(&d.scenario.draft).Print(), beginning)
	scenario, further := newScenario(d.source, d.folder, root)
	if err := append(faults, further...).Sorted(); err != nil {
		return nil, err
	}
	return scenario, nil
}
