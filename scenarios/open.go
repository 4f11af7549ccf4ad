package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// Document is a scenario as it is written, checked and found right.
type Document struct {
	source   *source
	folder   string
	root     *node
	scenario *Scenario
}

// Open reads and checks a scenario: the file of that name, standard input for "-", or the shipped scenario
// of that name if it has no slash and no ".yaml". Faults of the scenario are Errors.
func Open(reference string, stdin io.Reader) (*Document, error) {
	switch {
	case reference == "-":
		return load("stdin", "", stdin)
	case strings.ContainsRune(reference, '/') || strings.Contains(reference, ".yaml") || strings.ContainsRune(reference, filepath.Separator):
		return openFile(reference)
	}
	text, ok := Shipped(reference)
	if !ok {
		message := wording.Unknown("scenario", reference, Names())
		if _, err := os.Stat(reference); err == nil {
			message += fmt.Sprintf("; for the file of that name write ./%s", reference)
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
	source, err := readSource(name, r)
	if err != nil {
		return nil, err
	}
	root, faults := parse(source, nil)
	if root == nil {
		return nil, faults
	}
	scenario, err := newScenario(source, folder, root)
	var further Errors
	if errors.As(err, &further) {
		faults = append(faults, further...)
	}
	if err := faults.sorted(); err != nil {
		return nil, err
	}
	return &Document{source, folder, root, scenario}, nil
}

// Scenario returns the scenario as it is written.
func (d *Document) Scenario() *Scenario { return d.scenario }
