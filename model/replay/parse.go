package replay

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ParseScript reads and checks a script. An error in the text is a *ScriptError; other errors name the field.
func ParseScript(source io.Reader) (*Script, error) {
	text, err := io.ReadAll(io.LimitReader(source, scriptMaxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(text) > scriptMaxBytes {
		return nil, fmt.Errorf("the script is larger than %d MiB", scriptMaxBytes>>20)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	script := &Script{RetryCount: 2}
	if err := decoder.Decode(script); err != nil {
		return nil, atPosition(text, decoder.InputOffset(), err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, atPosition(text, decoder.InputOffset(), errors.New("there is more text after the script"))
	}
	if err := script.check(); err != nil {
		return nil, err
	}
	return script, nil
}

// ScriptError is a fault at a place in a script's text.
type ScriptError struct {
	Line, Column int // from 1
	Err          error
}

func (e *ScriptError) Error() string { return fmt.Sprintf("%d:%d: %v", e.Line, e.Column, e.Err) }

// Unwrap returns the fault without its place.
func (e *ScriptError) Unwrap() error { return e.Err }

// atPosition adds line and column to an error of the JSON decoder.
func atPosition(text []byte, offset int64, err error) error {
	var syntax *json.SyntaxError
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &wrongType):
		offset = wrongType.Offset
		err = fmt.Errorf("%s: want %s, got %s", wrongType.Field, wrongType.Type.Kind(), wrongType.Value)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		err = errors.New("the script ends too early")
	}
	before := text[:min(int(offset), len(text))]
	line := 1 + bytes.Count(before, []byte("\n"))
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return &ScriptError{line, column, err}
}

// check returns all faults that make a script unplayable.
func (s *Script) check() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if len(s.Keyspaces) == 0 {
		bad("keyspaces: needs at least one")
	}
	if s.RetryCount < 0 {
		bad("retry_count: must not be negative")
	}
	if s.Health.RetryDelay == 0 {
		bad("health.retry_delay: must be greater than 0")
	}
	if s.Health.Timeout == 0 {
		bad("health.timeout: must be greater than 0")
	}
	// vtgate's flags refuse more than this, such as no slots or a window longer than the buffering; its buffer does
	// not.
	if s.Buffer.Size < 0 {
		bad("buffer.size: must not be negative")
	}
	if s.Buffer.Enabled && s.Buffer.DrainConcurrency < 1 {
		bad("buffer.drain_concurrency: must be at least 1")
	}
	for i, t := range s.Tablets {
		if _, known := scriptModes[t.Mode]; !known {
			bad("tablets[%d].mode: unknown mode %q", i, t.Mode)
		}
		if !slices.Contains(scriptTypes, t.Type) {
			bad("tablets[%d].type: want one of %v, got %q", i, scriptTypes, t.Type)
		}
		if slices.ContainsFunc(s.Tablets[:i], func(other scriptTablet) bool { return other.Alias == t.Alias }) {
			bad("tablets[%d].alias: duplicate alias %q", i, t.Alias)
		}
	}
	for i, e := range s.Events {
		if e.Mode != nil {
			if _, known := scriptModes[e.Mode.Mode]; !known {
				bad("events[%d].mode.mode: unknown mode %q", i, e.Mode.Mode)
			}
		}
		if e.Health != nil && !slices.Contains(scriptTypes, e.Health.Type) {
			bad("events[%d].health.type: want one of %v, got %q", i, scriptTypes, e.Health.Type)
		}
		if e.Stream != nil && !slices.Contains([]string{"break", "silent", "restore"}, e.Stream.Action) {
			bad("events[%d].stream.action: want break, silent or restore, got %q", i, e.Stream.Action)
		}
	}
	return errors.Join(errs...)
}
