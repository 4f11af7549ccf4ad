package scenarios

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// nested returns the text within so many brackets.
func nested(text string, depth int) string {
	return strings.Repeat("[", depth) + text + strings.Repeat("]", depth)
}

// Texts that nobody writes by hand are refused quickly and with one clear message.
func TestLimits(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for _, level := range []string{"ba", "cb", "dc", "ed", "fe", "gf", "hg"} {
		alias := strings.Repeat("*"+level[1:]+",", 9)
		bomb += level[:1] + ": &" + level[:1] + " [" + alias + "]\n"
	}
	for _, c := range []struct{ name, text, want string }{
		{"2 MiB", start + strings.Repeat("#", 2<<20), "stdin: a scenario is at most 1 MiB; this one is larger"},
		{"brackets", strings.Repeat("[", 20_000), "stdin:1:101: nested deeper than 100 levels"},
		{"braces", strings.Repeat("{a: ", 20_000), "stdin:1:401: nested deeper than 100 levels"},
		{"hyphens", strings.Repeat("- ", 20_000), "stdin:1:201: nested deeper than 100 levels"},
		{"alias bomb", bomb, "stdin:5:8: aliases expand to more than 10000 nodes"},
		{"alias of itself", start + "thresholds: &a [*a]\n", "stdin:4:17: the alias *a contains itself"},
		{"nesting by aliases", "a: &a " + nested("", 60) + "\nb: " + nested("*a", 60) + "\n",
			"stdin:2:64: nested deeper than 100 levels"},
		{"two documents", start + "---\n" + start,
			"stdin:4:1: a second document begins here; a scenario is a single document"},
		{"empty", "", "stdin:1:1: the file is empty; a scenario begins with apiVersion: reparentsim/v1"},
		{"comments alone", "# nothing\n",
			"stdin:1:1: the file is empty; a scenario begins with apiVersion: reparentsim/v1"},
		{"not a mapping", "- a\n", "stdin:1:1: want a mapping of the scenario's fields, got a list"},
		{"Latin-1", "name: caf\xe9\n", "stdin:1:10: not UTF-8 text"},
		{"UTF-16", "\xff\xfea\x00", "stdin:1:1: this is UTF-16 text; save it as UTF-8"},
		{"zero byte", "name: a\x00b\n", "stdin:1:8: control character U+0000 is not allowed"},
		{"tab", "cluster:\n\tkeyspaces: []\n",
			"stdin:2:1: not valid YAML: found character that cannot start any token " +
				"(while scanning for the next token); indentation must not contain tabs"},
		{"open bracket", "name: [a\n",
			"stdin:2:1: not valid YAML: did not find expected ',' or ']' (while parsing a flow sequence)"},
		{"unknown anchor", "name: *nowhere\n", "stdin:1:7: not valid YAML: unknown anchor 'nowhere' referenced"},
		{"too many values",
			start + "vtgates: {network_delay: {empirical: {values: [" + strings.Repeat("1s,", 10_001) + "]}}}\n",
			"stdin:4:47: vtgates.network_delay.empirical.values: at most 10000 items, got 10001"},
	} {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			got := faultsOf(t, c.text)
			if took := time.Since(began); took > time.Second {
				t.Errorf("took %v", took)
			}
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// endless is a file that never ends. It counts the bytes that were read.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	for i := range p {
		p[i] = '#'
	}
	return len(p), nil
}

func TestOfALargeFileOnlyTheBeginningIsRead(t *testing.T) {
	file := &endless{}
	if _, err := Open("-", file); err == nil {
		t.Fatal("no error")
	}
	if file.read > 2<<20 {
		t.Errorf("read %d bytes", file.read)
	}
}

func TestAFileOfManyFaultsShowsTheFirst(t *testing.T) {
	got := faultsOf(t, start+"vtgates: {network_delay: {empirical: {values: ["+strings.Repeat("1,", 5000)+"]}}}\n")
	if want := "stdin:4:248: more than 100 errors; the others are not shown"; len(got) != 101 || got[100] != want {
		t.Errorf("%d faults, the last %q", len(got), got[len(got)-1])
	}
}

func TestByteOrderMarkAndCarriageReturns(t *testing.T) {
	if got := faultsOf(t, "\uFEFF"+strings.ReplaceAll(start, "\n", "\r\n")); got != nil {
		t.Errorf("got %q", got)
	}
}

func TestAliasesAreValues(t *testing.T) {
	text := "vtgates:\n  network_delay: &delay {exponential: {mean: 2ms}}\n  event_processing: *delay\n"
	d, err := Open("-", strings.NewReader(start+text))
	if err != nil {
		t.Fatal(err)
	}
	config := d.Scenario().Config.Vtgate
	if a, b := config.NetworkDelay.Quantile(0.5), config.EventProcessing.Quantile(0.5); a != b || a == 0 {
		t.Errorf("medians %v and %v", a, b)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestReferences(t *testing.T) {
	if _, err := Open("-", broken{}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a reader's error: %v", err)
	}
	for reference, want := range map[string]string{
		"rollout-23":       `unknown scenario "rollout-23" (did you mean "rollout-32"?); want one of `,
		"nowhere/a.yaml":   "nowhere/a.yaml: no such file or directory",
		"missing.yaml":     "missing.yaml: no such file or directory",
		t.TempDir() + "/.": "is a folder, not a scenario file",
	} {
		if _, err := Open(reference, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", reference, err)
		}
	}
}
