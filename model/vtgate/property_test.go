package vtgate

import (
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
	"github.com/reparentsim/reparentsim/sim"
)

// strategyNames lists the strategies, and channels of two more capacities.
func strategyNames() []string {
	names := []string{"cap1", "cap7"}
	for i := range notify.Strategies {
		names = append(names, notify.Strategies[i].Name)
	}
	return names
}

// freeSlots returns how many slots of a buffer without waiting requests are free, by filling them.
func freeSlots(b *buffer.Buffer) int {
	for free := 0; ; free++ {
		if evicted, accepted := b.Enqueue(0, 0, 0); evicted != buffer.NoRequest || !accepted {
			return free
		}
	}
}

func TestEveryUpdateAndQueryIsAccountedFor(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomScene(rt)
		name := rapid.SampledFrom(strategyNames()).Draw(rt, "strategy")
		g := play(t, &config, strategy(t, name), rapid.Uint64().Draw(rt, "seed"), 0)
		u := &g.Unit.Tally
		inWork := 0
		if g.Watch.stage == watchLocking || g.Watch.stage == watchWorking {
			inWork = 1
		}
		if !config.Vtgate.Buffer.Enabled && (u.Waiting() != 0 || u.Unwatched != u.Broadcast) {
			rt.Fatalf("without a watcher %d updates of %d are unwatched and %d wait",
				u.Unwatched, u.Broadcast, u.Waiting())
		}
		if u.Waiting() != g.Watch.queue.Len()+inWork {
			rt.Fatalf("%d updates unaccounted for, but %d wait and %d are in work",
				u.Waiting(), g.Watch.queue.Len(), inWork)
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
		if u.DeadlockedVtgates == 0 && g.Open() == 0 {
			b := &u.Buffer
			gone := b.Drained + b.EvictedBufferFull + b.EvictedWindowExceeded + b.EvictedContextDone
			if b.Buffered != gone {
				rt.Fatalf("%d queries buffered, %d drained or evicted", b.Buffered, gone)
			}
			if free := freeSlots(g.buffers.buffer); free != config.Vtgate.Buffer.Size {
				rt.Fatalf("%d of %d slots of the buffer are free at the end", free, config.Vtgate.Buffer.Size)
			}
		}
	})
}

func TestUpdatesOfATabletKeepTheirOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomScene(rt)
		g := play(t, &config, strategy(t, rapid.SampledFrom(strategyNames()).Draw(rt, "strategy")), 1, 0)
		arrived := make([]int32, len(g.Health.layout.Tablets))
		for i, a := range g.timeline.arrivals {
			p := &g.timeline.timeline.Published[a.index]
			if i > 0 && a.at < g.timeline.arrivals[i-1].at || p.Number != arrived[p.Update.Tablet] {
				rt.Fatalf("update %d of tablet %d arrives after %d others of the tablet",
					p.Number, p.Update.Tablet, arrived[p.Update.Tablet])
			}
			arrived[p.Update.Tablet]++
		}
		last := map[health.TabletIndex]sim.Time{}
		for _, u := range g.Unit.Journal.Updates {
			if u.Fate != record.FateDelivered {
				continue
			}
			if u.Done < last[u.Tablet] || u.Taken < u.Offered || u.Done < u.Taken {
				rt.Fatalf("update of tablet %d sent %v, taken %v, took effect %v, after one that did at %v",
					u.Tablet, u.Offered, u.Taken, u.Done, last[u.Tablet])
			}
			last[u.Tablet] = u.Done
		}
	})
}

// fingerprint hashes every event that a unit executes.
func fingerprint(t testing.TB, config *scene) string {
	layout := cluster.NewLayout(&config.Cluster)
	key := sim.NewKey(1, 0)
	g := newGate(config, layout, strategy(t, "cap2"))
	hash := uint64(0)
	g.clock.Trace = func(at sim.Time, number uint64, e event) {
		hash = (hash ^ uint64(at) ^ number<<32 ^ uint64(e.kind)<<56 ^ uint64(e.index)) * 0x9e3779b97f4a7c15
		hash ^= hash >> 29
	}
	if err := g.Play(cluster.NewTimeline(&config.Cluster, layout, key), key.With(1)); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(hash, g.Unit.Tally)
}

func TestTwoRunsInOneProcessHaveTheSameFingerprint(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomScene(rt)
		if a, b := fingerprint(t, &config), fingerprint(t, &config); a != b {
			rt.Fatalf("fingerprints %s and %s", a, b)
		}
	})
}

// A gate must not carry anything over from one unit to the next.
func TestAGateIsAsNewForEachUnit(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomScene(rt)
		layout := cluster.NewLayout(&config.Cluster)
		used := newGate(&config, layout, strategy(t, "cap2"))
		for replication := range 2 {
			key := sim.NewKey(1, replication)
			timeline := cluster.NewTimeline(&config.Cluster, layout, key)
			fresh := newGate(&config, layout, strategy(t, "cap2"))
			for _, g := range []*Gate{used, fresh} {
				if err := g.Play(timeline, key.With(1)); err != nil {
					rt.Fatal(err)
				}
			}
			a, b := used.Unit.Tally, fresh.Unit.Tally
			if a != b {
				rt.Fatalf("a used gate gives\n%+v, a new one\n%+v", a, b)
			}
		}
	})
}

// With equal service times and no stalls, a larger channel never loses more.
func TestALargerChannelNeverDropsMore(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := randomScene(rt)
		service := constant(drawer{rt}.span("service", 0, 100*time.Millisecond))
		v := &config.Vtgate
		v.Processing, v.Stall = Processing{service, service, service}, nil
		v.LockHoldPerQuery, v.EventProcessing, v.ShardProcessing = constant(0), constant(0), constant(0)
		last := math.MaxInt
		for _, capacity := range []int{1, 2, 3, 10, 100} {
			spec, err := notify.Channel(capacity)
			if err != nil {
				rt.Fatal(err)
			}
			dropped := play(t, &config, spec, 1, 0).Unit.Tally.Dropped
			if dropped > last {
				rt.Fatalf("capacity %d drops %d updates, a smaller one %d", capacity, dropped, last)
			}
			last = dropped
		}
	})
}

// idealConfig returns a scene with a watcher that takes no time, one planned reparent per shard and a steady stream of
// queries. The old primary becomes a replica at the moment when the new one serves. Otherwise it might still repeat
// that it does not serve, and put the shard down again.
func idealConfig(rt *rapid.T) scene {
	d := drawer{rt}
	config := randomScene(rt)
	c := &config.Cluster
	c.Horizon, c.Start = 60e9, 2e9
	c.ReplicasPerShard = max(1, c.ReplicasPerShard)
	c.Schedule = cluster.UniformWithin{Within: d.span("all within", 0, 15*time.Second)}
	c.Mix = []cluster.MixEntry{{Kind: "planned", Weight: 1, Demote: d.law("demote", time.Second),
		Outage: mustLaw(sim.Uniform(time.Second, 5*time.Second)), OldPrimaryReports: constant(0)}}
	v := &config.Vtgate
	v.NetworkDelay = constant(d.span("delay", 0, 20*time.Millisecond))
	v.Processing, v.Stall, v.LockHoldPerQuery = Processing{}, nil, constant(0)
	v.EventChannel, v.EventProcessing, v.ShardProcessing = 10, constant(0), constant(0)
	v.HealthCheckTimeout, v.RetryDelay = time.Minute, 2*time.Millisecond
	v.Buffer = buffer.Config{Enabled: true, Window: time.Minute, Size: 100_000, MaxFailoverDuration: 2 * time.Minute,
		MinTimeBetweenFailovers: time.Minute, DrainConcurrency: 1}
	v.Workload.QueriesPerSecond, v.Workload.ClientTimeout = 100, 5*time.Minute
	v.Workload.InTransaction, v.Workload.RetryCount = 0, 2
	return config
}

func TestBufferingEndsWithTheKeyspacesMergedOutage(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		config := idealConfig(rt)
		g := play(t, &config, strategy(t, "unbounded"), rapid.Uint64().Draw(rt, "seed"), 0)
		delay, _ := config.Vtgate.NetworkDelay.IsConstant()
		merged := g.timeline.timeline.Merged()
		checked := 0
		for _, b := range g.Unit.Journal.Bufferings {
			ends := false
			for _, span := range merged[g.Health.layout.Shards[b.Shard].Keyspace] {
				if span.From <= b.Start && b.Start <= span.To.Add(delay) && b.Stop == span.To.Add(delay) {
					ends = true
				}
			}
			if !ends {
				rt.Fatalf("buffering of shard %d from %v stops at %v (%s); merged outages %v",
					b.Shard, b.Start, b.Stop, b.Reason, merged)
			}
			checked++
		}
		if len(g.timeline.timeline.Reparents) > 0 && checked == 0 &&
			config.Vtgate.Workload.QueriesPerSecond > 0 && len(g.Health.layout.Shards) < 3 {
			rt.Fatal("nothing was buffered")
		}
	})
}
