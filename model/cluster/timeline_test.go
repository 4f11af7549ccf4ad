package cluster

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

func law(t testing.TB, d time.Duration) sim.Distribution {
	t.Helper()
	l, err := sim.Constant(d)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func testConfig(t testing.TB, kind string, shards int, schedule Schedule) *Config {
	names := make([]string, shards)
	for i := range names {
		names[i] = fmt.Sprintf("%02x-%02x", i, i+1)
	}
	return &Config{
		Keyspaces: []Keyspace{{Name: "ks", Shards: names}}, ReplicasPerShard: 1, HealthCheckInterval: 3 * time.Second,
		Start: 5e9, Horizon: 30e9, Schedule: schedule,
		Mix: []MixEntry{{
			Kind: kind, Weight: 1, Demote: law(t, 500*time.Millisecond), Outage: law(t, 2*time.Second),
			Announce: law(t, 100*time.Millisecond), OldPrimaryReports: law(t, 50*time.Millisecond),
		}},
	}
}

func play(config *Config) *Timeline { return NewTimeline(config, NewLayout(config), sim.NewKey(1, 0)) }

// statesOf lists the updates that a tablet sends when its state changes.
func statesOf(timeline *Timeline, tablet health.TabletIndex) []Published {
	return slices.DeleteFunc(slices.Clone(timeline.Published), func(p Published) bool {
		return p.Update.Tablet != tablet || p.Update.Origin != health.State
	})
}

func TestKindsOfReparent(t *testing.T) {
	const down, up = sim.Time(5.5e9), sim.Time(7.5e9)
	said := func(at sim.Time, tablet health.TabletIndex, kind health.TabletType, serving bool, term int64) string {
		return fmt.Sprintf("%v: tablet %d is %v, serving=%v, term %d", at, tablet, kind, serving, term)
	}
	for _, c := range []struct {
		kind  string
		says  []string
		modes []ModeChange
	}{
		{"planned", []string{said(down, 0, health.Primary, false, 1), said(up+50e6, 0, health.Replica, true, 0),
			said(up+100e6, 1, health.Primary, true, 2)},
			[]ModeChange{{down, 0, health.NotServing}, {up, 1, health.ReadWrite}, {up + 50e6, 0, health.ReadOnly}}},
		{"external", []string{said(up+50e6, 0, health.Replica, true, 0), said(up+100e6, 1, health.Primary, true, 2)},
			[]ModeChange{{down, 0, health.ReadOnly}, {up, 1, health.ReadWrite}, {up + 50e6, 0, health.ReadOnly}}},
		{"emergency", []string{said(7e9+100e6, 1, health.Primary, true, 2)},
			[]ModeChange{{5e9, 0, health.Down}, {7e9, 1, health.ReadWrite}}},
		{"failed_planned", []string{said(down, 0, health.Primary, false, 1),
			said(up+100e6, 0, health.Primary, true, 1)},
			[]ModeChange{{down, 0, health.NotServing}, {up, 0, health.ReadWrite}}},
	} {
		t.Run(c.kind, func(t *testing.T) {
			timeline := play(testConfig(t, c.kind, 1, Simultaneous{}))
			var says []string
			for _, p := range timeline.Published {
				if p.Update.Origin == health.State {
					says = append(says, said(p.At, p.Update.Tablet, p.Update.Type, p.Update.Serving, p.Update.Term))
				}
			}
			if !slices.Equal(says, c.says) {
				t.Errorf("tablets say\n%q, want\n%q", says, c.says)
			}
			if !slices.Equal(timeline.Modes, c.modes) {
				t.Errorf("modes %v, want %v", timeline.Modes, c.modes)
			}
		})
	}
}

// A tablet repeats its last update, whatever that was, an interval after it.
func TestRepeatsFollowTheLastUpdate(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		kind := rapid.SampledFrom([]string{"planned", "external", "failed_planned"}).Draw(rt, "kind")
		config := testConfig(t, kind, 3, UniformWithin{Within: 10 * time.Second})
		config.ReplicaUpdateRate = float64(rapid.IntRange(0, 3).Draw(rt, "rate"))
		timeline := NewTimeline(config, NewLayout(config), sim.NewKey(rapid.Uint64().Draw(rt, "seed"), 0))
		last := map[health.TabletIndex]Published{}
		for i, p := range timeline.Published {
			if i > 0 && p.At < timeline.Published[i-1].At {
				rt.Fatal("updates are not in order of time")
			}
			before, known := last[p.Update.Tablet]
			if known && p.Number != before.Number+1 || !known && p.Number != 0 {
				rt.Fatalf("update %d of tablet %d follows %d", p.Number, p.Update.Tablet, before.Number)
			}
			if p.Update.Origin == health.Periodic {
				if known && p.At != before.At.Add(config.HealthCheckInterval) {
					rt.Fatalf("tablet %d repeats its update at %v, its last update was at %v",
						p.Update.Tablet, p.At, before.At)
				}
				same := before.Update
				same.Origin = health.Periodic
				if known && p.Update != same {
					rt.Fatalf("tablet %d repeats %+v, it said %+v", p.Update.Tablet, p.Update, before.Update)
				}
				if p.At >= config.Horizon {
					rt.Fatalf("a repeat at %v, after the horizon", p.At)
				}
			} else if due := before.At.Add(config.HealthCheckInterval); known && p.At > due && due < config.Horizon {
				rt.Fatalf("tablet %d is silent from %v to %v", p.Update.Tablet, before.At, p.At)
			}
			last[p.Update.Tablet] = p
		}
	})
}

func TestSchedules(t *testing.T) {
	second := sim.Time(time.Second)
	starts := func(config *Config) []sim.Time {
		var at []sim.Time
		for _, e := range play(config).Reparents {
			at = append(at, e.Start)
		}
		return at
	}
	// A reparent here has its new primary 2.5 s after its start.
	for _, c := range []struct {
		name     string
		schedule Schedule
		want     []sim.Time
	}{
		{"none", None{}, nil},
		{"simultaneous", Simultaneous{}, []sim.Time{5 * second, 5 * second, 5 * second, 5 * second}},
		{"staggered", Staggered{Every: time.Second}, []sim.Time{5 * second, 6 * second, 7 * second, 8 * second}},
		{"waves", Waves{Size: 2, Pause: time.Second}, []sim.Time{5 * second, 5 * second, 8.5e9, 8.5e9}},
		{"concurrency", Concurrency{Limit: 3}, []sim.Time{5 * second, 5 * second, 5 * second, 7.5e9}},
		{"explicit", Explicit{At: []Start{{1, 9e9}, {0, 2e9}, {1, 40e9}}}, []sim.Time{2 * second, 9 * second}},
		{"the shard's lock", Explicit{At: []Start{{0, 2e9}, {0, 3e9}}}, []sim.Time{2 * second, 4.6e9 + 1}},
	} {
		if got := starts(testConfig(t, "planned", 4, c.schedule)); !slices.Equal(got, c.want) {
			t.Errorf("%s starts at %v, want %v", c.name, got, c.want)
		}
	}
	for name, schedule := range map[string]Schedule{
		"uniform": UniformWithin{Within: 4 * time.Second}, "jitter": Simultaneous{Jitter: 4 * time.Second},
	} {
		for _, at := range starts(testConfig(t, "planned", 200, schedule)) {
			if at < 5*second || at >= 9*second {
				t.Errorf("%s: start at %v, outside [5s, 9s)", name, at)
			}
		}
	}
}

func TestOutagesAreMergedByKeyspace(t *testing.T) {
	config := testConfig(t, "planned", 4, Explicit{At: []Start{{0, 5e9}, {1, 6e9}, {2, 20e9}}})
	timeline := play(config)
	want := []Span{{5.5e9, 8.5e9}, {20.5e9, 22.5e9}}
	if got := timeline.Merged()[0]; !slices.Equal(got, want) {
		t.Errorf("merged outages %v, want %v", got, want)
	}
	if got := timeline.DownMax(); got != 2 {
		t.Errorf("%d shards down at once, want 2", got)
	}
	if got := timeline.Duration(); got != 17500*time.Millisecond {
		t.Errorf("rollout lasts %v, want 17.5s", got)
	}
	if len(statesOf(timeline, timeline.Layout.Shards[3].Primary)) != 0 {
		t.Error("a shard that is not reparented changes")
	}
}

func TestMixFollowsTheWeights(t *testing.T) {
	config := testConfig(t, "planned", 4000, Simultaneous{})
	config.Mix[0].Weight = 3
	config.Mix = append(config.Mix, MixEntry{Kind: "external", Weight: 1})
	external := 0
	for _, e := range play(config).Reparents {
		if e.Kind == "external" {
			external++
		}
	}
	if external < 900 || external > 1100 { // 1000 ± 3.65 standard deviations
		t.Errorf("%d of 4000 reparents are external, want about 1000", external)
	}
}

// No tablet reports that it is a replica while it is the primary, whatever further updates replicas send. No dead
// tablet reports anything or is promoted.
func TestPrimariesAreNoReplicasAndTheDeadAreSilent(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		kind := ReparentKinds[rapid.IntRange(0, len(ReparentKinds)-1).Draw(rt, "kind")].Name
		config := testConfig(t, kind, 2, Poisson{Rate: 1})
		config.ReplicasPerShard = rapid.IntRange(1, 3).Draw(rt, "replicas")
		config.ReplicaUpdateRate = 20
		starts := Explicit{}
		for n := range rapid.IntRange(1, 5).Draw(rt, "reparents") {
			starts.At = append(starts.At, Start{Shard: health.ShardIndex(n % 2), At: sim.Time(1+4*n) * 1e9})
		}
		config.Schedule = starts
		layout := NewLayout(config)
		timeline := NewTimeline(config, layout, sim.NewKey(rapid.Uint64().Draw(rt, "seed"), 0))
		terms := make([]int64, len(layout.Tablets)) // the term with which each tablet last said that it is the primary
		for s := range layout.Shards {
			terms[layout.Shards[s].Primary] = 1
		}
		dead := map[health.TabletIndex]sim.Time{}
		for _, s := range timeline.Streams {
			dead[s.Tablet] = s.At
		}
		for _, p := range timeline.Published {
			u := p.Update
			if at, found := dead[u.Tablet]; found && p.At >= at {
				rt.Fatalf("tablet %d, dead since %v, says %+v at %v", u.Tablet, at, u, p.At)
			}
			if u.Type == health.Primary && u.Serving {
				terms[u.Tablet] = u.Term
			}
			replaced := slices.ContainsFunc(timeline.Reparents, func(e Reparent) bool {
				return e.Shard == u.Shard && e.Term > terms[u.Tablet] && e.Up <= p.At
			})
			if u.Type == health.Replica && terms[u.Tablet] > 0 && !replaced {
				rt.Fatalf("tablet %d, the primary, says at %v that it is a replica", u.Tablet, p.At)
			}
		}
	})
}
