package model

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

var someStrategies = []string{"cap1", "cap2", "cap7", "cap64k", "unbounded", "unbounded-list"}

func TestEveryUpdateAndQueryIsAccountedFor(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomConfig(rt)
		name := rapid.SampledFrom(someStrategies).Draw(rt, "strategy")
		g := playUnit(t, &config, strategy(t, name), rapid.Uint64().Draw(rt, "seed"), 0)
		u := &g.unit.Tally
		inWork := 0
		if config.Gates.Buffer.Enabled && g.watching.state != watcherIdle && g.watching.waiting || g.watching.state == watcherWorking {
			inWork = 1
		}
		if !config.Gates.Buffer.Enabled && (u.Waiting() != 0 || u.Unwatched != u.Broadcast) {
			rt.Fatalf("without a watcher %d updates of %d are unwatched and %d wait", u.Unwatched, u.Broadcast, u.Waiting())
		}
		if u.Waiting() != g.queue.Len()+inWork {
			rt.Fatalf("%d updates unaccounted for, but %d wait and %d are in work", u.Waiting(), g.queue.Len(), inWork)
		}
		if (name == "unbounded" || name == "unbounded-list") && u.Dropped > 0 {
			rt.Fatalf("%s dropped %d updates", name, u.Dropped)
		}
		if u.Played != u.OK+u.Fails {
			rt.Fatalf("%d queries, but %d ok and %d failed", u.Played, u.OK, u.Fails)
		}
		causes := 0
		for _, n := range u.FailureCauses {
			causes += n
		}
		if causes != u.Fails {
			rt.Fatalf("%d failed queries with %d causes", u.Fails, causes)
		}
		timeouts := 0
		for _, n := range u.TimeoutCauses {
			timeouts += n
		}
		if timeouts != u.Buffer.Stops[buffer.MaxDurationExceeded] {
			rt.Fatalf("%d time-outs with %d causes", u.Buffer.Stops[buffer.MaxDurationExceeded], timeouts)
		}
		if g.deadlockAt == sim.Never && g.open == 0 {
			b := &u.Buffer
			if gone := b.Drained + b.EvictedBufferFull + b.EvictedWindowExceeded + b.EvictedContextDone; b.Buffered != gone {
				rt.Fatalf("%d queries buffered, %d drained or evicted", b.Buffered, gone)
			}
			if used := g.buffer.Used(); used != 0 {
				rt.Fatalf("%d slots of the buffer are taken in the end", used)
			}
		}
	})
}

func TestUpdatesOfATabletKeepTheirOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomConfig(rt)
		g := playUnit(t, &config, strategy(t, rapid.SampledFrom(someStrategies).Draw(rt, "strategy")), 1, 0)
		arrived := make([]int32, len(g.layout.Tablets))
		for i, a := range g.network.arrivals {
			p := &g.timeline.Published[a.index]
			if i > 0 && a.at < g.network.arrivals[i-1].at || p.Number != arrived[p.Update.Tablet] {
				rt.Fatalf("update %d of tablet %d arrives after %d others of it", p.Number, p.Update.Tablet, arrived[p.Update.Tablet])
			}
			arrived[p.Update.Tablet]++
		}
		last := map[health.TabletIndex]sim.Time{}
		for _, u := range g.unit.Journal.Updates {
			if u.Fate != record.FateDelivered {
				continue
			}
			if u.Done < last[u.Tablet] || u.Taken < u.Offered || u.Done < u.Taken {
				rt.Fatalf("update of tablet %d sent %v, taken %v, took effect %v, after one that did at %v", u.Tablet, u.Offered, u.Taken, u.Done, last[u.Tablet])
			}
			last[u.Tablet] = u.Done
		}
	})
}

// encode writes records with every bit of their values.
func encode(t testing.TB, results *Results) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, s := range results.Strategies {
		for _, r := range s.Records {
			fmt.Fprintln(&b, s.Strategy, r.TimedOut, r.Worst, r.TimeoutCauses, r.FailureCauses)
			for _, v := range r.Values {
				fmt.Fprintf(&b, "%x ", math.Float64bits(v))
			}
		}
	}
	return b.Bytes()
}

func TestSameSeedSameResultsWhateverTheWorkers(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomConfig(rt)
		var first []byte
		for _, workers := range []int{1, 3} {
			e := Experiment{Config: config, Strategies: []notify.Spec{strategy(t, "cap2"), strategy(t, "unbounded")}, Seed: 5, Replications: 3, Workers: workers}
			results, err := e.Run(t.Context())
			if err != nil {
				rt.Fatal(err)
			}
			if got := encode(t, results); first == nil {
				first = got
			} else if !bytes.Equal(first, got) {
				rt.Fatalf("%d workers give other results than 1", workers)
			}
		}
	})
}

// fingerprint hashes every event that a unit executes.
func fingerprint(t testing.TB, config *Config) string {
	layout := cluster.NewLayout(&config.Cluster)
	key := sim.NewKey(1, 0)
	g := NewGate(config, layout, strategy(t, "cap2"))
	hash := uint64(0)
	g.simulation.Trace = func(at sim.Time, number uint64, e event) {
		hash = (hash ^ uint64(at) ^ number<<32 ^ uint64(e.kind)<<56 ^ uint64(e.index)) * 0x9e3779b97f4a7c15
		hash ^= hash >> 29
	}
	if err := g.play(cluster.NewTimeline(&config.Cluster, layout, key), key.With(purposeGate)); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(hash, g.unit.Tally)
}

func TestTwoRunsInOneProcessHaveTheSameFingerprint(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomConfig(rt)
		if a, b := fingerprint(t, &config), fingerprint(t, &config); a != b {
			rt.Fatalf("fingerprints %s and %s", a, b)
		}
	})
}

// A gate that was played before must not remember it.
func TestAGateIsAsNewForEachUnit(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomConfig(rt)
		layout := cluster.NewLayout(&config.Cluster)
		used := NewGate(&config, layout, strategy(t, "cap2"))
		for replication := range 2 {
			key := sim.NewKey(1, replication)
			timeline := cluster.NewTimeline(&config.Cluster, layout, key)
			fresh := NewGate(&config, layout, strategy(t, "cap2"))
			for _, g := range []*Gate{used, fresh} {
				if err := g.play(timeline, key.With(purposeGate)); err != nil {
					rt.Fatal(err)
				}
			}
			a, b := used.unit.Tally, fresh.unit.Tally
			if a != b {
				rt.Fatalf("a used gate gives\n%+v, a new one\n%+v", a, b)
			}
		}
	})
}

// With equal service times and no stalls, room for more never loses more.
func TestALargerChannelNeverDropsMore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomConfig(rt)
		service := constant(drawer{rt}.span("service", 0, 100*time.Millisecond))
		w := &config.Gates.Watcher
		w.Primary, w.Promotion, w.Other = service, service, service
		w.HasStalls, w.LockHoldPerQuery, w.EventProcessing = false, constant(0), constant(0)
		last := math.MaxInt
		for _, capacity := range []int{1, 2, 3, 10, 100} {
			spec, err := notify.Channel(capacity)
			if err != nil {
				rt.Fatal(err)
			}
			dropped := playUnit(t, &config, spec, 1, 0).unit.Tally.Dropped
			if dropped > last {
				rt.Fatalf("capacity %d drops %d updates, a smaller one %d", capacity, dropped, last)
			}
			last = dropped
		}
	})
}

// idealConfig has a watcher that takes no time, one planned reparent a shard and a steady stream of
// queries. The old primary becomes a replica the moment the new one serves: otherwise it might repeat in
// between that it does not serve, and put the shard down again.
func idealConfig(rt *rapid.T) Config {
	d := drawer{rt}
	config := randomConfig(rt)
	c := &config.Cluster
	c.Horizon, c.Start = 60e9, 2e9
	c.ReplicasPerShard = max(1, c.ReplicasPerShard)
	c.Schedule = cluster.UniformWithin{Within: d.span("all within", 0, 15*time.Second)}
	c.Mix = []cluster.MixEntry{{Kind: "planned", Weight: 1, Demote: d.law("demote", time.Second), Outage: mustLaw(sim.Uniform(time.Second, 5*time.Second)), OldPrimaryReports: constant(0)}}
	config.Gates.NetworkDelay = constant(d.span("delay", 0, 20*time.Millisecond))
	config.Gates.Watcher = watcher.Config{EventChannel: 10, WaitForReparent: config.Gates.Watcher.WaitForReparent, HealthCheckTimeout: time.Minute, RetryDelay: 2 * time.Millisecond}
	config.Gates.Buffer = buffer.Config{Enabled: true, Window: time.Minute, Size: 100_000, MaxFailoverDuration: 2 * time.Minute, MinTimeBetweenFailovers: time.Minute, DrainConcurrency: 1}
	config.Workload.QueriesPerSecond, config.Workload.ClientTimeout, config.Workload.InTransaction = 100, 5*time.Minute, 0
	config.Workload.RetryCount = 2
	return config
}

func TestBufferingEndsWithTheKeyspacesMergedOutage(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := idealConfig(rt)
		g := playUnit(t, &config, strategy(t, "unbounded"), rapid.Uint64().Draw(rt, "seed"), 0)
		delay, _ := config.Gates.NetworkDelay.IsConstant()
		merged := g.timeline.Merged()
		checked := 0
		for _, b := range g.unit.Journal.Bufferings {
			ends := false
			for _, span := range merged[g.layout.Shards[b.Shard].Keyspace] {
				if span.From <= b.Start && b.Start <= span.To.Add(delay) && b.Stop == span.To.Add(delay) {
					ends = true
				}
			}
			if !ends {
				rt.Fatalf("buffering of shard %d from %v stops at %v (%s); merged outages %v", b.Shard, b.Start, b.Stop, b.Reason, merged)
			}
			checked++
		}
		if len(g.timeline.Reparents) > 0 && checked == 0 && config.Workload.QueriesPerSecond > 0 && len(g.layout.Shards) < 3 {
			rt.Fatal("nothing was buffered")
		}
	})
}

func TestJournalsAreReadableJSON(t *testing.T) {
	script := &Script{Name: "empty", Keyspaces: []scriptShards{{Name: "ks", Shards: []string{"0"}}}}
	o, err := Replay(script, Releases[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(o); err != nil {
		t.Fatal(err)
	}
}
