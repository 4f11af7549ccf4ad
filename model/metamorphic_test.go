package model

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// A faster watcher never ends a buffering later: v21, planned, one reparent a shard, nothing dropped.
func TestAFasterWatcherNeverEndsABufferingLater(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := idealConfig(rt)
		config.Gates.Watcher.WaitForReparent = false
		config.Cluster.HealthCheckInterval = time.Hour // no repeat comes between
		config.Gates.Watcher.HealthCheckTimeout = 2 * time.Hour
		slow := drawer{rt}.span("slow", 0, 50*time.Millisecond)
		fast := drawer{rt}.span("fast", 0, slow)
		stops := func(service time.Duration) map[health.ShardIndex]sim.Time {
			w := &config.Gates.Watcher
			w.Primary, w.Promotion, w.Other = constant(service), constant(service), constant(0)
			found := map[health.ShardIndex]sim.Time{}
			for _, b := range playUnit(t, &config, strategy(t, "unbounded"), 1, 0).unit.Journal.Bufferings {
				found[b.Shard] = b.Stop
			}
			return found
		}
		late := stops(slow)
		for shard, stop := range stops(fast) {
			if end, buffered := late[shard]; buffered && stop > end {
				rt.Fatalf("buffering of shard %d stops at %v with %v an update, at %v with %v", shard, stop, fast, end, slow)
			}
		}
	})
}

// observed is what does not depend on names and other keyspaces.
type observed struct {
	Bufferings []record.Buffering
	Seen       []record.Span
	Outcomes   [3]int
}

func observedOf(g *Gate, keyspace int) observed {
	t := &g.unit.Tally
	o := observed{Seen: g.unit.Journal.Seen[keyspace], Outcomes: [3]int{t.Queries(), t.OK + t.Counted, t.Fails}}
	for _, b := range g.unit.Journal.Bufferings {
		if int(g.layout.Shards[b.Shard].Keyspace) == keyspace {
			o.Bufferings = append(o.Bufferings, b)
		}
	}
	return o
}

// A keyspace without reparents and queries changes nothing for the others but through the watcher's one
// goroutine, which takes no time here.
func TestAnIdleKeyspaceChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := idealConfig(rt)
		config.Cluster.Keyspaces = config.Cluster.Keyspaces[:1]
		shards := len(config.Cluster.Keyspaces[0].Shards)
		config.Workload.ShardWeights = slices.Repeat([]float64{1}, shards)
		starts := cluster.Explicit{}
		for s := range shards {
			starts.At = append(starts.At, cluster.Start{Shard: health.ShardIndex(s), At: sim.Time(drawer{rt}.span("at", time.Second, 20*time.Second))})
		}
		config.Cluster.Schedule, config.Cluster.Shuffled, config.Cluster.ReplicaUpdateRate = starts, false, 0
		alone := observedOf(playUnit(t, &config, strategy(t, "cap64k"), 1, 0), 0)
		config.Cluster.Keyspaces = append(slices.Clone(config.Cluster.Keyspaces), cluster.Keyspace{Name: "idle", Shards: []string{"-80", "80-"}})
		config.Workload.ShardWeights = append(config.Workload.ShardWeights, 0, 0)
		together := observedOf(playUnit(t, &config, strategy(t, "cap64k"), 1, 0), 0)
		if diff := cmp.Diff(alone, together); diff != "" {
			rt.Fatalf("with an idle keyspace beside it (-alone +together):\n%s", diff)
		}
	})
}

func TestRenamingShardsChangesNamesOnly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomConfig(rt)
		before := playUnit(t, &config, strategy(t, "cap2"), 1, 0)
		renamed := config
		renamed.Cluster.Keyspaces = nil
		for k, keyspace := range config.Cluster.Keyspaces {
			other := cluster.Keyspace{Name: "renamed" + strconv.Itoa(k)}
			for s := range keyspace.Shards {
				other.Shards = append(other.Shards, "shard"+strconv.Itoa(s))
			}
			renamed.Cluster.Keyspaces = append(renamed.Cluster.Keyspaces, other)
		}
		after := playUnit(t, &renamed, strategy(t, "cap2"), 1, 0)
		if before.unit.Tally != after.unit.Tally {
			rt.Fatalf("totals differ:\n%+v\n%+v", before.unit.Tally, after.unit.Tally)
		}
		for k := range config.Cluster.Keyspaces {
			if diff := cmp.Diff(observedOf(before, k), observedOf(after, k)); diff != "" {
				rt.Fatalf("keyspace %d (-before +after):\n%s", k, diff)
			}
		}
	})
}

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
		for _, release := range Releases {
			here, err := Replay(script, release)
			if err != nil {
				rt.Fatal(err)
			}
			there, err := Replay(&moved, release)
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
	d := drawer{rt}
	at := func(label string) scriptDuration {
		return scriptDuration(d.number(label, 1, 20_000)) * scriptDuration(time.Millisecond)
	}
	script := &Script{Name: "random", RetryCount: 2, ExecuteTime: scriptDuration(2 * time.Millisecond), ErrorTime: scriptDuration(time.Millisecond),
		Buffer: scriptBuffer{Enabled: true, Window: scriptDuration(2 * time.Second), Size: 3, MaxFailoverDuration: scriptDuration(4 * time.Second), MinTimeBetweenFailovers: scriptDuration(5 * time.Second), DrainConcurrency: 1},
		Health: scriptStreams{RetryDelay: scriptDuration(2 * time.Millisecond), Timeout: scriptDuration(time.Hour)}, Processing: scriptWork{Primary: scriptDuration(d.number("work", 0, 50)) * scriptDuration(time.Millisecond)},
		Keyspaces: []scriptShards{{Name: "ks", Shards: []string{"-80", "80-"}}}, End: scriptDuration(30 * time.Second)}
	for _, shard := range []string{"-80", "80-"} {
		script.Tablets = append(script.Tablets, scriptTablet{Alias: "a" + shard, Keyspace: "ks", Shard: shard, Type: "PRIMARY", TermStart: 1, Serving: true, Mode: "rw"},
			scriptTablet{Alias: "b" + shard, Keyspace: "ks", Shard: shard, Type: "REPLICA", Serving: true, Mode: "ro"})
		down := at("down")
		script.Events = append(script.Events,
			scriptEvent{At: down, Mode: &scriptMode{"a" + shard, "notserving"}, Health: &scriptHealth{Tablet: "a" + shard, Keyspace: "ks", Shard: shard, Type: "PRIMARY", TermStart: 1}},
			scriptEvent{At: down + at("outage"), Mode: &scriptMode{"b" + shard, "rw"}, Health: &scriptHealth{Tablet: "b" + shard, Keyspace: "ks", Shard: shard, Type: "PRIMARY", Serving: true, TermStart: 2}})
		for q := range d.number("queries", 0, 10) {
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
