package scenarios

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxFileBytes bounds a scenario file.
const maxFileBytes = 1 << 20

// source is the text of a scenario and the name it goes by in messages.
type source struct {
	name  string
	text  []byte
	lines []string
}

// readSource reads at most one byte more than a scenario may have.
func readSource(name string, r io.Reader) (*source, error) {
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

func newSource(name string, text []byte) *source {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	return &source{name: name, text: text, lines: strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")}
}

// encoding returns the first byte that is not text, as a fault: invalid UTF-8, or a control character.
func (s *source) encoding() *Error {
	line, column := 1, 1
	for i := 0; i < len(s.text); {
		r, size := utf8.DecodeRune(s.text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			message := "not UTF-8 text"
			if i == 0 && len(s.text) > 1 && (s.text[0] == 0xff && s.text[1] == 0xfe || s.text[0] == 0xfe && s.text[1] == 0xff) {
				message = "this is UTF-16 text; save it as UTF-8"
			}
			return &Error{File: s.name, Line: line, Column: column, Message: message}
		case unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t':
			return &Error{File: s.name, Line: line, Column: column, Message: fmt.Sprintf("control character %U is not allowed", r)}
		}
		i += size
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return nil
}

// tabAt reports whether the position is in the indentation of a line that begins with a tab.
func (s *source) tabAt(line, column int) bool {
	if line < 1 || line > len(s.lines) {
		return false
	}
	indentation := len(s.lines[line-1]) - len(strings.TrimLeft(s.lines[line-1], " \t"))
	return column <= indentation+1 && strings.Contains(s.lines[line-1][:indentation], "\t")
}

// snippetWidth bounds the part of a line that is shown.
const snippetWidth = 100

// snippet shows the line with its neighbours and a caret below the column.
func (s *source) snippet(line, column int) string {
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

// snippetLine writes one line from the given rune on. Each tab and each character that cannot be printed
// becomes one that is as wide as the caret's offset counts it.
func (s *source) snippetLine(text *strings.Builder, margin string, line, first int) {
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
