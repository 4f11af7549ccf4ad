package scenarios

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// start is a complete scenario of three lines. Fixtures continue in line 4.
const start = `apiVersion: reparentsim/v1
name: fixture
cluster: {keyspaces: [{name: c, shards: 2}]}
`

// faultsOf returns the messages of all faults, without snippets.
func faultsOf(t *testing.T, text string) []string {
	t.Helper()
	_, err := Open("-", strings.NewReader(text))
	return messages(t, err)
}

func messages(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var faults Errors
	if !errors.As(err, &faults) {
		t.Fatalf("not Errors: %v", err)
	}
	var lines []string
	for _, fault := range faults {
		lines = append(lines, fault.Error())
	}
	return lines
}

// faultCase is a case of testdata/faults.txt.
type faultCase struct {
	title, text string
	faults      []string
	schema      bool // the schema refuses it too
}

const schemaRefuses = " (the schema refuses it as well)"

// readFaultCases reads testdata/faults.txt. It returns the introduction and the cases.
func readFaultCases(t *testing.T) (introduction string, cases []faultCase) {
	t.Helper()
	file, err := os.ReadFile("testdata/faults.txt")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(file), "\n# ")
	for _, part := range parts[1:] {
		title, rest, _ := strings.Cut(part, "\n")
		var c faultCase
		c.title, c.schema = strings.CutSuffix(title, schemaRefuses)
		for line := range strings.Lines(strings.TrimRight(rest, "\n") + "\n") {
			if fault, ok := strings.CutPrefix(line, "> "); ok {
				c.faults = append(c.faults, strings.TrimSuffix(fault, "\n"))
			} else {
				c.text += line
			}
		}
		cases = append(cases, c)
	}
	return parts[0], cases
}

// lists returns the placeholders of testdata/faults.txt, each followed by what it stands for.
func lists() []string {
	var pairs []string
	for _, list := range []struct {
		name  string
		names []string
	}{
		{"strategies", strategyNames()}, {"presets", presetNames()}, {"schedules", choiceNames(Schedules())},
		{"reparents", choiceNames(Reparents())}, {"distributions", choiceNames(Distributions())},
	} {
		pairs = append(pairs, "{"+list.name+"}", strings.Join(list.names, ", "))
	}
	return pairs
}

func TestFaults(t *testing.T) {
	introduction, cases := readFaultCases(t)
	pairs := lists()
	names := strings.NewReplacer(pairs...)
	for i := range cases {
		c := &cases[i]
		t.Run(c.title, func(t *testing.T) {
			want := strings.Split(names.Replace(strings.Join(c.faults, "\n")), "\n")
			got := faultsOf(t, start+c.text)
			if *update {
				c.faults = got
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if err := validate(t, []byte(start+c.text)); err == nil && c.schema {
				t.Error("the schema accepts it")
			}
		})
	}
	if len(cases) < 60 {
		t.Errorf("only %d cases were read", len(cases))
	}
	if *update {
		writeFaultCases(t, introduction, cases, pairs)
	}
}

// writeFaultCases writes testdata/faults.txt again.
func writeFaultCases(t *testing.T, introduction string, cases []faultCase, pairs []string) {
	t.Helper()
	backwards := slices.Clone(pairs)
	slices.Reverse(backwards)
	placeholders := strings.NewReplacer(backwards...)
	var file strings.Builder
	file.WriteString(introduction)
	for _, c := range cases {
		title := c.title
		if c.schema {
			title += schemaRefuses
		}
		fmt.Fprintf(&file, "\n# %s\n%s", title, c.text)
		for _, fault := range c.faults {
			fmt.Fprintf(&file, "> %s\n", placeholders.Replace(fault))
		}
	}
	if err := os.WriteFile("testdata/faults.txt", []byte(file.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestFaultsOfKeyspaces(t *testing.T) {
	for _, c := range []struct{ cluster, want string }{
		{`{keyspaces: [{name: c, shards: 2}, {name: c, shards: 1}]}`,
			`stdin:3:52: cluster.keyspaces[1].name: duplicate keyspace "c", already given as item 0`},
		{`{keyspaces: [{name: c, shards: ["-80", "80-", "-80"]}]}`,
			`stdin:3:56: cluster.keyspaces[0].shards[2]: duplicate shard "-80", already given as item 0`},
		{`{keyspaces: [{name: c, shards: [-80, 80-]}]}`,
			`stdin:3:42: cluster.keyspaces[0].shards[0]: want a name without spaces, commas or slashes, ` +
				`got -80, which is not text without quotes: write "-80"`},
		{`{keyspaces: [{name: c, shards: 0}]}`,
			`stdin:3:41: cluster.keyspaces[0].shards: want a whole number from 1 to 65536, got 0`},
		{`{keyspaces: [{name: c, shards: 65536}, {name: d, shards: 1}]}`,
			`stdin:3:22: cluster.keyspaces: at most 65536 shards in total, got 65537`},
		{`{keyspaces: [{name: c, shards: 65536}], replicas_per_shard: 100}`,
			`stdin:3:70: cluster.replicas_per_shard: at most 1000000 tablets in total, got 6619136`},
		{`{keyspaces: [{name: a/b, shards: 1}]}`,
			`stdin:3:30: cluster.keyspaces[0].name: want a name without spaces, commas or slashes, got a/b`},
		{`{keyspaces: []}`,
			`stdin:3:22: cluster.keyspaces: needs at least 1 item`},
		{`{keyspace: []}`,
			`stdin:3:10: cluster.keyspaces: is required: a list; ` +
				`each item is a keyspace such as {name: commerce, shards: 32}`},
	} {
		got := faultsOf(t, "apiVersion: reparentsim/v1\nname: a\ncluster: "+c.cluster+"\n")
		if len(got) == 0 || got[0] != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", c.cluster, got, c.want)
		}
	}
}

// All four faults of a file are reported, each with its position and the lines around it.
func TestFourFaultsAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "four.yaml")
	text := start + "vtgates:\n  count: many\n  buffer:\n    buffer_window: 10 sec\n    buffer_sise: 1000\n  count: 3\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Open(file, nil)
	if err == nil {
		t.Fatal("no error")
	}
	want := `FILE:5:10: vtgates.count: want a whole number from 1 to 100000, got many
      4 | vtgates:
  >   5 |   count: many
        |          ^
      6 |   buffer:
FILE:7:20: vtgates.buffer.buffer_window: want a duration such as 10s, 1m30s or 250ms, got 10 sec
      6 |   buffer:
  >   7 |     buffer_window: 10 sec
        |                    ^
      8 |     buffer_sise: 1000
FILE:8:5: vtgates.buffer: unknown field "buffer_sise" (did you mean "buffer_size"?)
      7 |     buffer_window: 10 sec
  >   8 |     buffer_sise: 1000
        |     ^
      9 |   count: 3
FILE:9:3: duplicate field "count", already given in line 5
      8 |     buffer_sise: 1000
  >   9 |   count: 3
        |   ^`
	if diff := cmp.Diff(want, strings.ReplaceAll(err.Error(), file, "FILE")); diff != "" {
		t.Error(diff)
	}
}

func TestEmergencyNeedsAReplica(t *testing.T) {
	text := "apiVersion: reparentsim/v1\nname: x\n" +
		"cluster: {keyspaces: [{name: c, shards: 1}], replicas_per_shard: 0}\nrollout: {mix: [{kind: emergency}]}\n"
	_, err := Open("-", strings.NewReader(text))
	want := "stdin:4:24: rollout.mix[0].kind: an emergency needs a replica that takes over"
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
