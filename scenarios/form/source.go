package form

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxFileBytes is the largest size of a scenario file.
const maxFileBytes = 1 << 20

// Source is the text of a document, with its name for messages.
type Source struct {
	name  string
	text  []byte
	lines []string
}

// ReadSource reads a document. It reads at most one byte more than a scenario may have. The error is Errors if the
// document is too long or not text.
func ReadSource(name string, r io.Reader) (*Source, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(text) > maxFileBytes {
		return nil, Errors{{File: name, Message: "a scenario is at most 1 MiB; this one is larger"}}
	}
	s := newSource(name, text)
	if fault := s.encoding(); fault != nil {
		return nil, Errors{fault}
	}
	return s, nil
}

func newSource(name string, text []byte) *Source {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	lines := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	return &Source{name: name, text: text, lines: lines}
}

// fault returns a fault at the position.
func (s *Source) fault(line, column int, message string) *Error {
	return &Error{File: s.name, Line: line, Column: column, Message: message, Snippet: s.snippet(line, column)}
}

// encoding returns a fault for the first byte that is not text, such as invalid UTF-8 or a control character.
func (s *Source) encoding() *Error {
	line, column := 1, 1
	for i := 0; i < len(s.text); {
		r, size := utf8.DecodeRune(s.text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			message := "not UTF-8 text"
			if bytes.HasPrefix(s.text, []byte{0xff, 0xfe}) || bytes.HasPrefix(s.text, []byte{0xfe, 0xff}) {
				message = "this is UTF-16 text; save it as UTF-8"
			}
			return &Error{File: s.name, Line: line, Column: column, Message: message}
		case unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t':
			message := fmt.Sprintf("control character %U is not allowed", r)
			return &Error{File: s.name, Line: line, Column: column, Message: message}
		}
		i += size
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return nil
}

// tabAt reports whether the position is at or in an indentation that has a tab.
func (s *Source) tabAt(line, column int) bool {
	if line < 1 || line > len(s.lines) {
		return false
	}
	indentation := len(s.lines[line-1]) - len(strings.TrimLeft(s.lines[line-1], " \t"))
	return column <= indentation+1 && strings.Contains(s.lines[line-1][:indentation], "\t")
}

// snippetWidth is the number of characters of a line that are shown.
const snippetWidth = 100

// snippet shows the line between its neighbours, with a caret below the column.
func (s *Source) snippet(line, column int) string {
	if line < 1 || line > len(s.lines) || column < 1 {
		return ""
	}
	first := 0
	if column > snippetWidth {
		first = column - snippetWidth/2
	}
	var text strings.Builder
	s.snippetLine(&text, "      ", line-1, first)
	s.snippetLine(&text, "  >   ", line, first)
	fmt.Fprintf(&text, "        | %*s\n", column-first, "^")
	s.snippetLine(&text, "      ", line+1, first)
	return text.String()
}

// snippetLine writes one line, beginning with the given character. It replaces tabs and unprintable characters by
// characters of width one, because the caret's offset counts them so.
func (s *Source) snippetLine(text *strings.Builder, margin string, line, first int) {
	if line < 1 || line > len(s.lines) || line == len(s.lines) && s.lines[line-1] == "" {
		return
	}
	number := fmt.Sprint(line)
	shown := []rune(margin[:max(0, len(margin)+1-len(number))] + number + " | ")
	position := 0
	for _, r := range s.lines[line-1] {
		switch {
		case position == first+snippetWidth:
			shown = append(shown, '…')
		case position < first:
		case r == '\t':
			shown = append(shown, ' ')
		case !unicode.IsPrint(r):
			shown = append(shown, '?')
		default:
			shown = append(shown, r)
		}
		if position++; position > first+snippetWidth {
			break // a line may be very long
		}
	}
	fmt.Fprintln(text, strings.TrimRight(string(shown), " "))
}
