package replay_test

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/reparentsim/reparentsim/model/replay"
	"github.com/reparentsim/reparentsim/model/vtgate"
)

// The archives in testdata/recordings hold scripts and what the unmodified code of three releases of
// Vitess did with them on a virtual clock. The model must do exactly the same, to the microsecond.

func TestRecordedCases(t *testing.T) { replayArchive(t, "testdata/recordings/cases.zip", 29*3) }

func TestRecordedRandomScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("150 random scripts")
	}
	replayArchive(t, "testdata/recordings/random.zip", 150*2)
}

func replayArchive(t *testing.T, file string, recordings int) {
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	contents := map[string]*zip.File{}
	var names []string
	for _, f := range archive.File {
		contents[f.Name] = f
		names = append(names, f.Name)
	}
	slices.Sort(names)
	count := 0
	for _, name := range names {
		preset := strings.TrimSuffix(path.Base(name), ".json")
		release := slices.IndexFunc(vtgate.Releases, func(r vtgate.Release) bool { return r.Preset == preset })
		if release < 0 {
			continue // the script
		}
		count++
		t.Run(path.Dir(name)+"/"+preset, func(t *testing.T) {
			script, err := replay.ParseScript(strings.NewReader(content(t, contents[path.Dir(name)+"/script.json"])))
			if err != nil {
				t.Fatal(err)
			}
			var want replay.Observation
			if err := json.Unmarshal([]byte(content(t, contents[name])), &want); err != nil {
				t.Fatal(err)
			}
			got, err := replay.Replay(script, &vtgate.Releases[release])
			if err != nil {
				t.Fatal(err)
			}
			if story := firstDifference(&want, got); story != "" {
				t.Errorf("%s\n\n%s", script.Note, story)
			}
		})
	}
	if count != recordings {
		t.Errorf("%d recordings in %s, want %d", count, file, recordings)
	}
}

func content(t *testing.T, f *zip.File) string {
	t.Helper()
	r, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// occurrence is one line of a story.
type occurrence struct {
	at   int64 // microseconds
	text string
}

// storyOf tells an observation as a list of what happened, in the order of time and, within an instant,
// in an order that does not depend on who recorded it.
func storyOf(o *replay.Observation) []occurrence {
	var story []occurrence
	tell := func(at int64, format string, args ...any) {
		story = append(story, occurrence{at, fmt.Sprintf(format, args...)})
	}
	for _, u := range o.HealthUpdates {
		tell(u.Sent, "update %s of %s/%s: %s is %s, serving=%v, term %d: %s, taken %d, took effect %d",
			u.Kind, u.Keyspace, u.Shard, u.Tablet, u.Type, u.Serving, u.TermStart, u.Fate, u.Taken, u.Done)
	}
	for _, e := range o.KeyspaceEvents {
		tell(e.At, "keyspace %s is whole again: %s", e.Keyspace, shards(e.Shards))
	}
	for _, b := range o.Buffering {
		tell(b.Start, "buffering of %s starts", b.Shard)
		if b.Reason != "" {
			tell(b.Stop, "buffering of %s stops: %s, %d queued, drained %d", b.Shard, b.Reason, b.QueuedAtStop, b.Drained)
		}
	}
	for _, q := range o.Queries {
		tell(q.Submit, "query %d for %s/%s arrives, tx=%v", q.ID, q.Keyspace, q.Shard, q.Tx)
		for _, a := range q.Attempts {
			tell(a.At, "query %d goes to %s and gets %s at %d", q.ID, a.Tablet, a.Result, a.End)
		}
		for _, b := range q.Buffered {
			tell(b[0], "query %d waits until %d", q.ID, b[1])
		}
		if q.Outcome == "stuck" {
			tell(o.End, "query %d is stuck", q.ID)
		} else {
			tell(q.Finish, "query %d returns: %s %s", q.ID, q.Outcome, q.Code)
		}
	}
	slices.SortFunc(story, func(a, b occurrence) int {
		if a.at != b.at {
			return int(min(max(a.at-b.at, -1), 1))
		}
		return strings.Compare(a.text, b.text)
	})
	return story
}

func shards(list []replay.ObservedEventShard) string {
	names := make([]string, 0, len(list))
	for _, s := range list {
		names = append(names, fmt.Sprintf("%s at %s serving=%v", s.Shard, s.Primary, s.Serving))
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// firstDifference tells what happened until the two part, what the real code did then and what the model
// did; "" if they agree.
func firstDifference(want, got *replay.Observation) string {
	real, ours := storyOf(want), storyOf(got)
	line := func(o occurrence) string { return fmt.Sprintf("  %12.6fs  %s\n", float64(o.at)/1e6, o.text) }
	for i := range max(len(real), len(ours)) {
		if i < len(real) && i < len(ours) && real[i] == ours[i] {
			continue
		}
		var b strings.Builder
		b.WriteString("Until then both did the same:\n")
		for _, o := range real[max(0, i-12):min(i, len(real))] {
			b.WriteString(line(o))
		}
		b.WriteString("Then the real code did:\n")
		for _, o := range real[min(i, len(real)):min(i+3, len(real))] {
			b.WriteString(line(o))
		}
		b.WriteString("and the model did:\n")
		for _, o := range ours[min(i, len(ours)):min(i+3, len(ours))] {
			b.WriteString(line(o))
		}
		return b.String()
	}
	if diff := cmp.Diff(rest(want), rest(got)); diff != "" {
		return "The stories agree; what is left at the end does not (-real +model):\n" + diff
	}
	return ""
}

// rest is what a story does not tell: sums and final states, without zeros.
func rest(o *replay.Observation) any {
	stats := map[string]int{}
	for name, counts := range o.Stats {
		for key, n := range counts {
			if strings.HasPrefix(name, "Buffer") && n != 0 {
				stats[name+" "+key] = n
			}
		}
	}
	final := slices.Clone(o.FinalWatcher)
	slices.SortFunc(final, func(a, b replay.ObservedShard) int {
		return strings.Compare(a.Keyspace+"/"+a.Shard, b.Keyspace+"/"+b.Shard)
	})
	summary := o.Summary
	for _, counts := range []*map[string]int{&summary.Queries, &summary.Bufferings} {
		kept := map[string]int{}
		for name, n := range *counts {
			if n != 0 && name != "" {
				kept[name] = n
			}
		}
		*counts = kept
	}
	return map[string]any{"stats": stats, "summary": summary, "final": final, "capacity": o.ChannelCapacity}
}
