package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func write(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// samples returns a folder of CSV files, with links that lead out of it.
func samples(t *testing.T) string {
	t.Helper()
	outside, folder := t.TempDir(), t.TempDir()
	write(t, outside, "secret.csv", "seconds\n1\n")
	write(t, folder, "durations.csv", "shard, seconds\n-80, 1.5\n80-, 2500ms\n-, 3\n")
	write(t, folder, "bad.csv", "seconds\n1\nmany\n")
	write(t, folder, "negative.csv", "seconds\n-1\n")
	write(t, folder, "nan.csv", "seconds\nNaN\n")
	write(t, folder, "empty.csv", "")
	write(t, folder, "bare.csv", "seconds\n")
	write(t, folder, "long.csv", "seconds\n"+strings.Repeat("1\n", maxSample+1))
	if err := os.Symlink(filepath.Join(outside, "secret.csv"), filepath.Join(folder, "link.csv")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(folder, "folder")); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestEmpiricalDistributionFromAFile(t *testing.T) {
	folder := samples(t)
	for _, c := range []struct{ arguments, want string }{
		{"{file: durations.csv, column: seconds}", ""},
		{"{file: durations.csv, column: second}",
			`file "durations.csv": unknown column "second" (did you mean "seconds"?); want one of shard, seconds`},
		{"{file: durations.csv}", "column is required with file"},
		{"{column: seconds}", "file is required with column"},
		{"{file: durations.csv, column: seconds, values: [1s]}", "has both values and a file; keep one of them"},
		{"{}", "needs values, or a file and its column"},
		{"{file: nowhere.csv, column: seconds}", `file "nowhere.csv": no such file or directory`},
		{"{file: ../secret.csv, column: seconds}", `file "../secret.csv" is not in the scenario's folder`},
		{"{file: /etc/passwd, column: seconds}", `file "/etc/passwd" is not in the scenario's folder`},
		{"{file: link.csv, column: seconds}", `file "link.csv": path escapes from parent`},
		{"{file: folder/secret.csv, column: seconds}", `file "folder/secret.csv": path escapes from parent`},
		{"{file: ., column: seconds}", `file "." is not a regular file`},
		{"{file: bad.csv, column: seconds}",
			`file "bad.csv", line 3: want a number of seconds or a duration such as 2.5s, got "many"`},
		{"{file: negative.csv, column: seconds}", `file "negative.csv", line 2: must not be negative, got -1`},
		{"{file: nan.csv, column: seconds}",
			`file "nan.csv", line 2: want a number of seconds or a duration such as 2.5s, got "NaN"`},
		{"{file: empty.csv, column: seconds}", `file "empty.csv" has no header line: EOF`},
		{"{file: bare.csv, column: seconds}", "needs at least one value"},
		{"{file: long.csv, column: seconds}", `file "long.csv": more than 10000 values`},
	} {
		write(t, folder, "scenario.yaml", start+"vtgates: {network_delay: {empirical: "+c.arguments+"}}\n")
		d, err := Open(filepath.Join(folder, "scenario.yaml"), nil)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.arguments, err)
		case c.want == "":
			delay := d.Scenario().Config.Vtgate.NetworkDelay
			if delay.Quantile(0) != 1500*time.Millisecond || delay.Quantile(0.5) != 2500*time.Millisecond ||
				delay.Longest() != 3*time.Second {
				t.Errorf("%s: %+v", c.arguments, delay)
			}
			// The printed scenario is complete.
			if _, err := Open("-", strings.NewReader(string(d.Scenario().YAML()))); err != nil {
				t.Error(err)
			}
		case err == nil || !strings.Contains(err.Error(), ": vtgates.network_delay.empirical: "+c.want+"\n"):
			t.Errorf("%s:\ngot  %v\nwant %s", c.arguments, err, c.want)
		}
	}
}
