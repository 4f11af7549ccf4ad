package form

import (
	"fmt"
	"slices"
	"strings"
)

// Error is one fault of a document.
type Error struct {
	File         string // as the user named it; for a setting, the flag: --set PATH=VALUE
	Line, Column int    // from 1; 0 where there is no position, as in a setting
	Path         string // of the field, such as vtgates.buffer.buffer_size; may be empty
	Message      string
	Snippet      string // the line with its neighbours and a caret, or empty; ends with a line feed
}

// Error returns file:line:column: path: message, without the snippet.
func (e *Error) Error() string {
	text := e.File
	if e.Line > 0 {
		text = fmt.Sprintf("%s:%d:%d", text, e.Line, e.Column)
	}
	if e.Path != "" {
		text += ": " + e.Path
	}
	return text + ": " + e.Message
}

// Errors holds all faults of a document in the order of the file, those of settings last.
type Errors []*Error

// Error returns every fault on a line of its own, each followed by its snippet.
func (e Errors) Error() string {
	var text strings.Builder
	for i, fault := range e {
		if i > 0 {
			text.WriteByte('\n')
		}
		text.WriteString(fault.Error())
		if fault.Snippet != "" {
			text.WriteByte('\n')
			text.WriteString(strings.TrimSuffix(fault.Snippet, "\n"))
		}
	}
	return text.String()
}

// Sorted sorts the faults and returns them, or nil if there are none.
func (e Errors) Sorted() error {
	if len(e) == 0 {
		return nil
	}
	slices.SortStableFunc(e, func(a, b *Error) int {
		switch {
		case (a.Line == 0) != (b.Line == 0):
			return b.Line - a.Line
		case a.Line != b.Line:
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return e
}
