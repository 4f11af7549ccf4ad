package replay

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/vtgate"
)

// Shifting a script by a constant shifts everything observed after its beginning by the same constant.
func TestShiftingAScriptShiftsWhatIsObserved(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		script := randomScript(rt)
		shift := time.Duration(rapid.Int64Range(0, 10_000).Draw(rt, "shift")) * time.Millisecond
		moved := *script
		moved.Events = slices.Clone(script.Events)
		for i := range moved.Events {
			moved.Events[i].At += scriptDuration(shift)
		}
		moved.End += scriptDuration(shift)
		for _, release := range vtgate.Releases {
			here, err := Replay(script, &release)
			if err != nil {
				rt.Fatal(err)
			}
			there, err := Replay(&moved, &release)
			if err != nil {
				rt.Fatal(err)
			}
			shiftObservation(here, shift.Microseconds())
			if diff := cmp.Diff(here, there); diff != "" {
				rt.Fatalf("%s shifted by %v (-shifted afterwards +shifted before):\n%s", release.Preset, shift, diff)
			}
		}
	})
}

const (
	microsecond = scriptDuration(time.Microsecond)
	millisecond = scriptDuration(time.Millisecond)
	second      = scriptDuration(time.Second)
)

// randomScript returns a script in which two shards are reparented at random times while queries arrive.
func randomScript(rt *rapid.T) *Script {
	number := func(label string, low, high int) int { return rapid.IntRange(low, high).Draw(rt, label) }
	at := func(label string) scriptDuration {
		return scriptDuration(number(label, 1, 20_000)) * millisecond
	}
	shards := []string{"-80", "80-"}
	script := &Script{Name: "random", RetryCount: 2, ExecuteTime: 2 * millisecond, ErrorTime: millisecond,
		Buffer: scriptBuffer{Enabled: true, Window: 2 * second, Size: 3, MaxFailoverDuration: 4 * second,
			MinTimeBetweenFailovers: 5 * second, DrainConcurrency: 1},
		Health:     scriptStreams{RetryDelay: 2 * millisecond, Timeout: 3600 * second},
		Processing: scriptWork{Primary: scriptDuration(number("work", 0, 50)) * millisecond},
		Keyspaces:  []scriptShards{{Name: "ks", Shards: shards}}, End: 30 * second}
	for _, shard := range shards {
		old, promoted := "a"+shard, "b"+shard
		script.Tablets = append(script.Tablets,
			scriptTablet{Alias: old, Keyspace: "ks", Shard: shard, Type: "PRIMARY", TermStart: 1, Serving: true,
				Mode: "rw"},
			scriptTablet{Alias: promoted, Keyspace: "ks", Shard: shard, Type: "REPLICA", Serving: true, Mode: "ro"})
		down := at("down")
		script.Events = append(script.Events,
			scriptEvent{At: down, Mode: &scriptMode{old, "notserving"},
				Health: &scriptHealth{Tablet: old, Keyspace: "ks", Shard: shard, Type: "PRIMARY", TermStart: 1}},
			scriptEvent{At: down + at("outage"), Mode: &scriptMode{promoted, "rw"},
				Health: &scriptHealth{Tablet: promoted, Keyspace: "ks", Shard: shard, Type: "PRIMARY", Serving: true,
					TermStart: 2}})
		for q := range number("queries", 0, 10) {
			script.Events = append(script.Events, scriptEvent{At: at("query") + scriptDuration(q)*microsecond,
				Query: &scriptQuery{ID: len(script.Events), Keyspace: "ks", Shard: shard, Timeout: 20 * second}})
		}
	}
	slices.SortStableFunc(script.Events, func(a, b scriptEvent) int { return int(min(max(a.At-b.At, -1), 1)) })
	return script
}

// shiftObservation adds microseconds to all instants after the set-up.
func shiftObservation(o *Observation, by int64) {
	move := func(at *int64) {
		if *at > 0 {
			*at += by
		}
	}
	move(&o.End)
	for i := range o.Buffering {
		b := &o.Buffering[i]
		move(&b.Start)
		move(&b.Stop)
		move(&b.Drained)
	}
	for i := range o.KeyspaceEvents {
		move(&o.KeyspaceEvents[i].At)
	}
	for i := range o.HealthUpdates {
		u := &o.HealthUpdates[i]
		move(&u.Sent)
		move(&u.Taken)
		move(&u.Done)
	}
	for i := range o.Queries {
		q := &o.Queries[i]
		move(&q.Submit)
		move(&q.Finish)
		for j := range q.Buffered {
			move(&q.Buffered[j][0])
			move(&q.Buffered[j][1])
		}
		for j := range q.Attempts {
			move(&q.Attempts[j].At)
			move(&q.Attempts[j].End)
		}
	}
}

func TestObservationsAreReadableJSON(t *testing.T) {
	script := &Script{Name: "empty", Keyspaces: []scriptShards{{Name: "ks", Shards: []string{"0"}}}}
	o, err := Replay(script, &vtgate.Releases[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(o); err != nil {
		t.Fatal(err)
	}
}
