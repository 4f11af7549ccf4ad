package vtgate

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

// A faster watcher never ends a buffering later (v21, one planned reparent per shard, nothing dropped).
func TestAFasterWatcherNeverEndsABufferingLater(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := idealConfig(rt)
		config.Vtgate.Watcher.WaitForReparent = false
		config.Cluster.HealthCheckInterval = time.Hour // no tablet repeats its state
		config.Vtgate.HealthCheckTimeout = 2 * time.Hour
		slow := drawer{rt}.span("slow", 0, 50*time.Millisecond)
		fast := drawer{rt}.span("fast", 0, slow)
		stops := func(service time.Duration) map[health.ShardIndex]sim.Time {
			config.Vtgate.Processing = Processing{constant(service), constant(service), constant(0)}
			found := map[health.ShardIndex]sim.Time{}
			for _, b := range play(t, &config, strategy(t, "unbounded"), 1, 0).Unit.Journal.Bufferings {
				found[b.Shard] = b.Stop
			}
			return found
		}
		late := stops(slow)
		for shard, stop := range stops(fast) {
			if end, buffered := late[shard]; buffered && stop > end {
				rt.Fatalf("buffering of shard %d stops at %v with %v per update, at %v with %v",
					shard, stop, fast, end, slow)
			}
		}
	})
}

// observed is what must not depend on names or on other keyspaces.
type observed struct {
	Bufferings []record.Buffering
	Seen       []record.Span
	Outcomes   [3]int
}

func observedOf(g *Gate, keyspace int) observed {
	t := &g.Unit.Tally
	o := observed{Seen: g.Unit.Journal.Seen[keyspace], Outcomes: [3]int{t.Queries(), t.OK + t.Counted, t.Fails}}
	for _, b := range g.Unit.Journal.Bufferings {
		if int(g.Health.layout.Shards[b.Shard].Keyspace) == keyspace {
			o.Bufferings = append(o.Bufferings, b)
		}
	}
	return o
}

// A keyspace without reparents and queries affects others only through the watcher's one goroutine, which takes no time
// here.
func TestAnIdleKeyspaceChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := idealConfig(rt)
		config.Cluster.Keyspaces = config.Cluster.Keyspaces[:1]
		shards := len(config.Cluster.Keyspaces[0].Shards)
		config.Vtgate.Workload.ShardWeights = slices.Repeat([]float64{1}, shards)
		starts := cluster.Explicit{}
		for s := range shards {
			at := sim.Time(drawer{rt}.span("at", time.Second, 20*time.Second))
			starts.At = append(starts.At, cluster.Start{Shard: health.ShardIndex(s), At: at})
		}
		config.Cluster.Schedule, config.Cluster.Shuffled, config.Cluster.ReplicaUpdateRate = starts, false, 0
		alone := observedOf(play(t, &config, strategy(t, "cap64k"), 1, 0), 0)
		config.Cluster.Keyspaces = append(slices.Clone(config.Cluster.Keyspaces),
			cluster.Keyspace{Name: "idle", Shards: []string{"-80", "80-"}})
		config.Vtgate.Workload.ShardWeights = append(config.Vtgate.Workload.ShardWeights, 0, 0)
		together := observedOf(play(t, &config, strategy(t, "cap64k"), 1, 0), 0)
		if diff := cmp.Diff(alone, together); diff != "" {
			rt.Fatalf("with an idle keyspace beside it (-alone +together):\n%s", diff)
		}
	})
}

func TestRenamingShardsChangesNamesOnly(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomScene(rt)
		before := play(t, &config, strategy(t, "cap2"), 1, 0)
		renamed := config
		renamed.Cluster.Keyspaces = nil
		for k, keyspace := range config.Cluster.Keyspaces {
			other := cluster.Keyspace{Name: "renamed" + strconv.Itoa(k)}
			for s := range keyspace.Shards {
				other.Shards = append(other.Shards, "shard"+strconv.Itoa(s))
			}
			renamed.Cluster.Keyspaces = append(renamed.Cluster.Keyspaces, other)
		}
		after := play(t, &renamed, strategy(t, "cap2"), 1, 0)
		if before.Unit.Tally != after.Unit.Tally {
			rt.Fatalf("totals differ:\n%+v\n%+v", before.Unit.Tally, after.Unit.Tally)
		}
		for k := range config.Cluster.Keyspaces {
			if diff := cmp.Diff(observedOf(before, k), observedOf(after, k)); diff != "" {
				rt.Fatalf("keyspace %d (-before +after):\n%s", k, diff)
			}
		}
	})
}
