package cluster

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// anySchedule draws values for the parameters of any listed schedule.
func anySchedule(t *rapid.T, shards int) (ScheduleKind, Schedule) {
	kind := Schedules[rapid.IntRange(0, len(Schedules)-1).Draw(t, "schedule")]()
	for _, p := range kind.Parameters {
		least := 0
		if p.Positive {
			least = 1
		}
		switch place := p.Place.(type) {
		case *time.Duration:
			*place = time.Duration(rapid.IntRange(least, 5_000).Draw(t, p.Name)) * time.Millisecond
		case *int:
			*place = rapid.IntRange(least, 2*shards).Draw(t, p.Name)
		case *float64:
			*place = float64(rapid.IntRange(least, 50).Draw(t, p.Name)) / 5
		case *[]Start:
			*place = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Start {
				return Start{
					health.ShardIndex(rapid.IntRange(0, shards-1).Draw(t, "shard")),
					sim.Time(rapid.IntRange(0, 40_000).Draw(t, "at") * 1e6),
				}
			}), 1, 2*shards).Draw(t, p.Name)
		default:
			t.Fatalf("%s: the place of %s is a %T", kind.Name, p.Name, p.Place)
		}
	}
	return kind, kind.Build()
}

// Every listed schedule starts reparents of the cluster's shards, and the same ones again for the same replication.
// Unless the times are listed, none begins before the rollout. None begins after the horizon, and reparents of a shard
// do not overlap.
func TestListedSchedules(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		shards := rapid.IntRange(1, 12).Draw(rt, "shards")
		kind, schedule := anySchedule(rt, shards)
		config := testConfig(t, "planned", shards, schedule)
		config.Shuffled = rapid.Bool().Draw(rt, "shuffled")
		layout, key := NewLayout(config), sim.NewKey(rapid.Uint64().Draw(rt, "seed"), 0)
		reparents := NewTimeline(config, layout, key).Reparents
		if again := NewTimeline(config, layout, key).Reparents; !slices.Equal(reparents, again) {
			rt.Fatalf("%s: %+v, then %+v", kind.Name, reparents, again)
		}
		free := make([]sim.Time, shards)
		for _, r := range reparents {
			if r.Start >= config.Horizon || r.Start < free[r.Shard] {
				rt.Fatalf("%s: shard %d starts at %v", kind.Name, r.Shard, r.Start)
			}
			free[r.Shard] = r.Announced
		}
		listed := slices.ContainsFunc(kind.Parameters, func(p sim.Parameter) bool {
			_, ok := p.Place.(*[]Start)
			return ok
		})
		for _, r := range reparents {
			if !listed && r.Start < config.Start {
				rt.Fatalf("%s: shard %d starts at %v, before the rollout", kind.Name, r.Shard, r.Start)
			}
		}
		if !listed && len(reparents) > shards {
			rt.Fatalf("%s: %d reparents of %d shards", kind.Name, len(reparents), shards)
		}
	})
}

// The entries of the lists are documented, and each call declares parameters of its own.
func TestListsAreDocumented(t *testing.T) {
	var names []string
	for _, declare := range Schedules {
		kind, again := declare(), declare()
		names = append(names, kind.Name)
		if kind.Name == "" || kind.Doc == "" {
			t.Errorf("schedule %+v", kind)
		}
		for i, p := range kind.Parameters {
			if p.Name == "" || p.Doc == "" || p.Place == again.Parameters[i].Place {
				t.Errorf("schedule %s: parameter %+v", kind.Name, p)
			}
		}
	}
	for _, kind := range ReparentKinds {
		names = append(names, "reparent "+kind.Name)
		if kind.Name == "" || kind.Doc == "" || len(kind.Uses) == 0 || KindNamed(kind.Name).Name != kind.Name {
			t.Errorf("kind of reparent %+v", kind)
		}
	}
	slices.Sort(names)
	if len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("a name is listed twice: %q", names)
	}
}

// A shard is down from the start exactly if the kind of reparent has no time to demote. An old primary that dies
// reports nothing more.
func TestKindsKeepWhatTheyDeclare(t *testing.T) {
	for _, kind := range ReparentKinds {
		timeline := play(testConfig(t, kind.Name, 1, Simultaneous{}))
		r := timeline.Reparents[0]
		if down, demotes := r.Down == r.Start, slices.Contains(kind.Uses, FieldDemote); down == demotes {
			t.Errorf("%s: started at %v, down at %v, uses the time to demote: %v", kind.Name, r.Start, r.Down, demotes)
		}
		speaks := slices.ContainsFunc(timeline.Published, func(p Published) bool {
			return p.Update.Tablet == 0 && p.At >= r.Down
		})
		if speaks == kind.PrimaryDies {
			t.Errorf("%s: the primary dies: %v, and reports afterwards: %v", kind.Name, kind.PrimaryDies, speaks)
		}
	}
}
