package watcher

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/health"
)

// clone copies everything that a watcher knows.
func (w *Watcher) clone() *Watcher {
	copied := *w
	copied.shards, copied.active, copied.spare = slices.Clone(w.shards), slices.Clone(w.active), nil
	copied.keyspaces = slices.Clone(w.keyspaces)
	return &copied
}

// randomWatcher returns a watcher of two keyspaces in a state that updates, marks and repartitions can lead to.
func randomWatcher(t *rapid.T) *Watcher {
	overlaps := func(a, b health.ShardIndex) bool { return a == 2 || b == 2 }
	w := New(Config{WaitForReparent: rapid.Bool().Draw(t, "waitForReparent")}, 2,
		[]health.KeyspaceIndex{0, 0, 0, 1}, overlaps)
	partitions := [][]health.ShardIndex{{0, 1, 2}, {0, 1}, {2}, {}}
	for range rapid.IntRange(0, 30).Draw(t, "steps") {
		switch shard := health.ShardIndex(rapid.IntRange(0, 3).Draw(t, "shard")); rapid.IntRange(0, 9).Draw(t, "step") {
		case 0:
			w.MarkNotServing(shard, rapid.Bool().Draw(t, "reparentError"))
		case 1:
			w.Repartition(0, rapid.SampledFrom(partitions).Draw(t, "partition"))
		default:
			update := randomUpdate(t)
			update.Shard = shard
			w.Process(&update)
		}
	}
	return w
}

func randomUpdate(t *rapid.T) health.Update {
	types := []health.TabletType{health.Primary, health.Primary, health.Replica}
	return health.Update{
		Shard:   health.ShardIndex(rapid.IntRange(0, 3).Draw(t, "of")),
		Tablet:  health.TabletIndex(rapid.IntRange(0, 5).Draw(t, "tablet")),
		Type:    rapid.SampledFrom(types).Draw(t, "type"),
		Term:    int64(rapid.IntRange(0, 3).Draw(t, "term")),
		Serving: rapid.Bool().Draw(t, "serving"),
	}
}

// The counts kept per keyspace, which make an update cost O(1), agree with counting the shards.
func TestCountsOfShards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := randomWatcher(t)
		for k := range w.keyspaces {
			missing, foreign := 0, 0
			for _, s := range w.shardsOf[k] {
				if w.active[s] && !w.shards[s].Serving {
					missing++
				}
				if !w.active[s] && w.shards[s].Serving {
					foreign++
				}
			}
			if have := w.keyspaces[k]; have.missing != missing || have.foreign != foreign {
				t.Fatalf("keyspace %d: %d missing and %d foreign counted, want %d and %d",
					k, have.missing, have.foreign, missing, foreign)
			}
			if w.keyspaces[k].consistent && missing+foreign > 0 {
				t.Fatalf("keyspace %d counts as whole with %d shards missing and %d foreign ones", k, missing, foreign)
			}
		}
	})
}

// An update of which the watcher says that it changes nothing does change nothing.
func TestUpdatesThatChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, update := randomWatcher(t), randomUpdate(t)
		before, nothing := w.clone(), w.ChangesNothing(&update)
		event := w.Process(&update)
		changed := event != nil || cmp.Diff(before.shards, w.shards) != "" ||
			!slices.Equal(before.keyspaces, w.keyspaces)
		if nothing && changed {
			t.Fatalf("%+v was said to change nothing", update)
		}
	})
}

// When a keyspace becomes whole, one event names each of its shards with the primary of the highest term.
func TestPromotionMakesAnEvent(t *testing.T) {
	w := New(Config{WaitForReparent: true}, 1, []health.KeyspaceIndex{0, 0}, nil)
	w.KnowAll(func(s health.ShardIndex) (health.TabletIndex, int64) { return health.TabletIndex(s), 1 })
	for _, step := range []struct {
		name   string
		update health.Update
		event  bool
	}{
		{"a replica", health.Update{Shard: 0, Tablet: 5, Type: health.Replica, Serving: true}, false},
		{"the primary is demoted", health.Update{Shard: 0, Tablet: 0, Term: 1}, false},
		{"the other shard's as well", health.Update{Shard: 1, Tablet: 1, Term: 1}, false},
		{"one is promoted", health.Update{Shard: 0, Tablet: 7, Term: 2, Serving: true}, false},
		{"the other too", health.Update{Shard: 1, Tablet: 8, Term: 2, Serving: true}, true},
		{"it says so again", health.Update{Shard: 1, Tablet: 8, Term: 2, Serving: true}, false},
		{"a higher term alone", health.Update{Shard: 1, Tablet: 9, Term: 3, Serving: true}, true},
		{"a late one of the old primary", health.Update{Shard: 1, Tablet: 8, Term: 2}, false},
		{"repaired by any that serves", health.Update{Shard: 1, Tablet: 8, Term: 2, Serving: true}, true},
	} {
		event := w.Process(&step.update)
		if (event != nil) != step.event {
			t.Errorf("%s: event %v, want %v", step.name, event, step.event)
		}
		if event != nil && (len(event.Shards) != 2 || event.Shards[0].Primary != 7 || event.Shards[1].Primary < 8) {
			t.Errorf("%s: the event says %+v", step.name, event.Shards)
		}
	}
	if have := w.Shard(1); have.Primary != 9 || have.Term != 3 {
		t.Errorf("a lower term took the primary's place: %+v", have)
	}
}

// From v22 on, buffering that starts for an error that speaks of a reparent ends only with a higher term, or after
// "not serving".
func TestMarkedShardWaitsForReparent(t *testing.T) {
	same := health.Update{Term: 1, Serving: true}
	promoted := health.Update{Tablet: 1, Term: 2, Serving: true}
	for _, c := range []struct {
		name            string
		waits, reparent bool
		update          []health.Update
		whole           bool
	}{
		{"v21 does not mark", false, true, nil, true},
		{"marked", true, true, nil, false},
		{"the same term is not enough", true, true, []health.Update{same}, false},
		{"a higher term is", true, true, []health.Update{promoted}, true},
		{"after not serving the same term is enough", true, true, []health.Update{{Term: 1}, same}, true},
		{"any other error does not ask for a higher term", true, false, []health.Update{same}, true},
	} {
		w := New(Config{WaitForReparent: c.waits}, 1, []health.KeyspaceIndex{0}, nil)
		w.KnowAll(func(health.ShardIndex) (health.TabletIndex, int64) { return 0, 1 })
		if !w.MarkNotServing(0, c.reparent) {
			t.Errorf("%s: a known shard must not be marked", c.name)
		}
		for i := range c.update {
			w.Process(&c.update[i])
		}
		if w.Consistent(0) != c.whole {
			t.Errorf("%s: whole is %v, want %v", c.name, w.Consistent(0), c.whole)
		}
	}
}
