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

// Shifting a script by a constant shifts all that is observed after its beginning by the same.
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

// randomScript is a shard that is reparented at random while queries arrive.
func randomScript(rt *rapid.T) *Script {
	number := func(label string, low, high int) int { return rapid.IntRange(low, high).Draw(rt, label) }
	at := func(label string) scriptDuration {
		return scriptDuration(number(label, 1, 20_000)) * scriptDuration(time.Millisecond)
	}
	script := &Script{Name: "random", RetryCount: 2, ExecuteTime: scriptDuration(2 * time.Millisecond), ErrorTime: scriptDuration(time.Millisecond),
		Buffer: scriptBuffer{Enabled: true, Window: scriptDuration(2 * time.Second), Size: 3, MaxFailoverDuration: scriptDuration(4 * time.Second), MinTimeBetweenFailovers: scriptDuration(5 * time.Second), DrainConcurrency: 1},
		Health: scriptStreams{RetryDelay: scriptDuration(2 * time.Millisecond), Timeout: scriptDuration(time.Hour)}, Processing: scriptWork{Primary: scriptDuration(number("work", 0, 50)) * scriptDuration(time.Millisecond)},
		Keyspaces: []scriptShards{{Name: "ks", Shards: []string{"-80", "80-"}}}, End: scriptDuration(30 * time.Second)}
	for _, shard := range []string{"-80", "80-"} {
		script.Tablets = append(script.Tablets, scriptTablet{Alias: "a" + shard, Keyspace: "ks", Shard: shard, Type: "PRIMARY", TermStart: 1, Serving: true, Mode: "rw"},
			scriptTablet{Alias: "b" + shard, Keyspace: "ks", Shard: shard, Type: "REPLICA", Serving: true, Mode: "ro"})
		down := at("down")
		script.Events = append(script.Events,
			scriptEvent{At: down, Mode: &scriptMode{"a" + shard, "notserving"}, Health: &scriptHealth{Tablet: "a" + shard, Keyspace: "ks", Shard: shard, Type: "PRIMARY", TermStart: 1}},
			scriptEvent{At: down + at("outage"), Mode: &scriptMode{"b" + shard, "rw"}, Health: &scriptHealth{Tablet: "b" + shard, Keyspace: "ks", Shard: shard, Type: "PRIMARY", Serving: true, TermStart: 2}})
		for q := range number("queries", 0, 10) {
			script.Events = append(script.Events, scriptEvent{At: at("query") + scriptDuration(q)*scriptDuration(time.Microsecond),
				Query: &scriptQuery{ID: len(script.Events), Keyspace: "ks", Shard: shard, Timeout: scriptDuration(20 * time.Second)}})
		}
	}
	slices.SortStableFunc(script.Events, func(a, b scriptEvent) int { return int(min(max(a.At-b.At, -1), 1)) })
	return script
}

// shiftObservation adds microseconds to all instants that are not of the set-up.
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
