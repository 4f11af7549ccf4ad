package scenarios

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// maxColumnBytes is the largest size of a CSV file.
const maxColumnBytes = 16 << 20

// maxSample is the largest number of values in a sample. It keeps a scenario that is printed with its values small
// enough to load again.
const maxSample = 10_000

// column is a column of a CSV file in the scenario's folder, or nothing.
type column struct{ file, name string }

// fields returns the fields of the column. They are not printed; the values are, so that the printed scenario is
// complete.
func (c *column) fields() []form.Field {
	return []form.Field{
		form.Key("file", "a CSV file with a header line, in the scenario's folder", &c.file, form.Text).Unprinted(),
		form.Key("column", "the header of the file's column; cells are durations or numbers of seconds", &c.name,
			form.Text).Unprinted(),
	}
}

// read reads durations from the column. The file must be in the folder; links that lead out of it are refused.
// Cells are Go durations or numbers of seconds.
func (c *column) read(folder string) ([]time.Duration, error) {
	if c.file == "" {
		return nil, errors.New("file is required with column")
	}
	if c.name == "" {
		return nil, errors.New("column is required with file")
	}
	name := c.file
	if folder == "" {
		return nil, fmt.Errorf("file %s cannot be read: only a scenario from a file has a folder; give values instead",
			wording.Quoted(name))
	}
	if !filepath.IsLocal(name) {
		return nil, fmt.Errorf("file %s is not in the scenario's folder", wording.Quoted(name))
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	// Opening a named pipe would block, so the kind of file is checked first.
	if info, err := root.Stat(name); err != nil {
		return nil, fmt.Errorf("file %s: %w", wording.Quoted(name), reason(err))
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("file %s is not a regular file", wording.Quoted(name))
	} else if info.Size() > maxColumnBytes {
		return nil, fmt.Errorf("file %s is larger than 16 MiB", wording.Quoted(name))
	}
	file, err := root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("file %s: %w", wording.Quoted(name), reason(err))
	}
	defer file.Close()
	return parseColumn(io.LimitReader(file, maxColumnBytes), name, c.name)
}

// reason returns an error of the operating system without the operation and the path.
func reason(err error) error {
	var fault *os.PathError
	if errors.As(err, &fault) {
		return fault.Err
	}
	return err
}

func parseColumn(r io.Reader, name, column string) ([]time.Duration, error) {
	rows := csv.NewReader(r)
	rows.TrimLeadingSpace, rows.ReuseRecord = true, true
	header, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("file %s has no header line: %w", wording.Quoted(name), err)
	}
	header[0] = strings.TrimPrefix(header[0], "\uFEFF")
	position := -1
	names := make([]string, len(header))
	for i, title := range header {
		names[i] = strings.TrimSpace(title)
		if names[i] == column {
			position = i
		}
	}
	if position < 0 {
		return nil, fmt.Errorf("file %s: %s", wording.Quoted(name), wording.Unknown("column", column, names))
	}
	var values []time.Duration
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return values, nil
		}
		if err != nil {
			return nil, fmt.Errorf("file %s: %w", wording.Quoted(name), err)
		}
		line, _ := rows.FieldPos(position)
		value, err := parseCell(strings.TrimSpace(row[position]))
		if err != nil {
			return nil, fmt.Errorf("file %s, line %d: %w", wording.Quoted(name), line, err)
		}
		if values = append(values, value); len(values) > maxSample {
			return nil, fmt.Errorf("file %s: more than %d values", wording.Quoted(name), maxSample)
		}
	}
}

func parseCell(cell string) (time.Duration, error) {
	value, err := time.ParseDuration(cell)
	if form.IsDecimal(cell) {
		var seconds float64
		seconds, err = strconv.ParseFloat(cell, 64)
		value = form.LongestDuration + 1
		if math.Abs(seconds) <= form.LongestDuration.Seconds() {
			value = time.Duration(math.Round(seconds * 1e9))
		}
	}
	switch {
	case err != nil:
		return 0, fmt.Errorf("want a number of seconds or a duration such as 2.5s, got %s", wording.Quoted(cell))
	case value < 0:
		return 0, fmt.Errorf("must not be negative, got %s", cell)
	case value > form.LongestDuration:
		return 0, fmt.Errorf("must be at most %s, got %s",
			form.FormatDuration(form.LongestDuration), wording.Quoted(cell))
	}
	return value, nil
}
