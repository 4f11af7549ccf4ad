package vtgate

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/sim"
)

// drawer draws the parts of a random configuration.
type drawer struct{ *rapid.T }

func (d drawer) number(label string, low, high int) int {
	return rapid.IntRange(low, high).Draw(d.T, label)
}

func (d drawer) span(label string, low, high time.Duration) time.Duration {
	return time.Duration(rapid.Int64Range(int64(low), int64(high)).Draw(d.T, label))
}

// law draws a distribution of durations that are mostly below high.
func (d drawer) law(label string, high time.Duration) sim.Distribution {
	a := d.span(label, 0, high)
	build := rapid.SampledFrom([]func() (sim.Distribution, error){
		func() (sim.Distribution, error) { return sim.Constant(a) },
		func() (sim.Distribution, error) { return sim.Uniform(a/2, a) },
		func() (sim.Distribution, error) { return sim.Exponential(a/2 + 1) },
		func() (sim.Distribution, error) { return sim.Normal(a+1, a/3) },
	}).Draw(d.T, label+" law")
	return mustLaw(build())
}

func mustLaw(law sim.Distribution, err error) sim.Distribution {
	if err != nil {
		panic(err)
	}
	return law
}

func constant(d time.Duration) sim.Distribution { return mustLaw(sim.Constant(d)) }

// scene is a cluster and the configuration of a vtgate.
type scene struct {
	Cluster cluster.Config
	Vtgate  Config
}

// randomScene draws a small scene in which anything that the model knows can occur.
func randomScene(t *rapid.T) scene {
	d := drawer{t}
	c := scene{Cluster: randomCluster(d), Vtgate: Config{NetworkDelay: d.law("network", 50*time.Millisecond)}}
	v := &c.Vtgate
	v.Processing = Processing{Primary: d.law("primary", 30*time.Millisecond),
		Promotion: d.law("promotion", 100*time.Millisecond), Other: d.law("other", time.Millisecond)}
	hold := rapid.SampledFrom([]time.Duration{time.Millisecond, 300 * time.Millisecond}).Draw(t, "longest hold")
	v.LockHoldPerQuery = d.law("hold", hold)
	v.EventChannel, v.EventProcessing = d.number("event channel", 1, 10), d.law("event", 500*time.Millisecond)
	longestShard := rapid.SampledFrom([]time.Duration{0, 100 * time.Millisecond}).Draw(t, "longest shard")
	v.ShardProcessing = d.law("shard", longestShard)
	v.Watcher.WaitForReparent = rapid.Bool().Draw(t, "wait for reparent")
	v.HealthCheckTimeout = d.span("timeout", 5*time.Second, time.Minute)
	v.RetryDelay = d.span("retry", time.Millisecond, time.Second)
	if rapid.Bool().Draw(t, "stalls") {
		v.Stall = &Stall{Every: constant(d.span("every", time.Second, 20*time.Second)),
			Lasts: d.law("lasts", 3*time.Second)}
	}
	window := d.span("window", time.Second, 10*time.Second)
	v.Buffer = buffer.Config{Enabled: d.number("enabled", 0, 9) > 0, Window: window, Size: d.number("size", 1, 50),
		MaxFailoverDuration:     window + d.span("longer", 0, 5*time.Second),
		MinTimeBetweenFailovers: d.span("min time", time.Second, time.Minute),
		DrainConcurrency:        d.number("drain", 1, 4)}
	v.Workload = Workload{QueriesPerSecond: float64(d.number("qps", 0, 100)),
		ExecuteTime: d.law("execute", 20*time.Millisecond), ErrorTime: d.law("error", 10*time.Millisecond),
		InTransaction: rapid.SampledFrom([]float64{0, 0.2}).Draw(t, "tx"),
		ClientTimeout: d.span("client", 100*time.Millisecond, 30*time.Second), RetryCount: d.number("retries", 0, 3)}
	for _, k := range c.Cluster.Keyspaces {
		for range k.Shards {
			v.Workload.ShardWeights = append(v.Workload.ShardWeights, 1)
		}
	}
	return c
}

func randomCluster(d drawer) cluster.Config {
	c := cluster.Config{ReplicasPerShard: d.number("replicas", 0, 2),
		HealthCheckInterval: d.span("interval", 2*time.Second, 20*time.Second),
		ReplicaUpdateRate:   float64(d.number("replica updates", 0, 30)),
		Start:               sim.Time(d.span("start", 0, 5*time.Second)),
		Horizon:             sim.Time(d.span("horizon", 6*time.Second, 40*time.Second)),
		Shuffled:            rapid.Bool().Draw(d.T, "shuffled")}
	total := 0
	for k := range d.number("keyspaces", 1, 3) {
		shards := d.number("shards", 1, 6)
		keyspace := cluster.Keyspace{Name: fmt.Sprintf("k%d", k)}
		for s := range shards {
			keyspace.Shards = append(keyspace.Shards, fmt.Sprintf("%02x-%02x", s*16, s*16+16))
		}
		c.Keyspaces = append(c.Keyspaces, keyspace)
		total += shards
	}
	c.Schedule = rapid.SampledFrom([]cluster.Schedule{
		cluster.None{},
		cluster.Simultaneous{Jitter: d.span("jitter", 0, time.Second)},
		cluster.Staggered{Every: d.span("stagger", 1, 3*time.Second)},
		cluster.Waves{Size: d.number("wave", 1, 4), Pause: d.span("pause", 0, 3*time.Second)},
		cluster.Concurrency{Limit: d.number("limit", 1, 4)},
		cluster.UniformWithin{Within: d.span("within", 0, 20*time.Second)},
		cluster.Poisson{Rate: 0.5},
		cluster.Explicit{At: []cluster.Start{
			{Shard: 0, At: 2e9}, {Shard: health.ShardIndex(total - 1), At: 4e9}, {Shard: 0, At: 15e9},
		}},
	}).Draw(d.T, "schedule")
	for range d.number("mix", 1, 2) {
		kind := cluster.ReparentKinds[d.number("kind", 0, len(cluster.ReparentKinds)-1)]
		c.Mix = append(c.Mix, cluster.MixEntry{Kind: kind.Name, Weight: 1, Silent: rapid.Bool().Draw(d.T, "silent"),
			Demote: d.law("demote", time.Second), Outage: d.law("outage", 5*time.Second),
			Announce:          d.law("announce", 100*time.Millisecond),
			OldPrimaryReports: d.law("reports", 200*time.Millisecond)})
	}
	return c
}

func strategy(t testing.TB, name string) notify.Spec {
	t.Helper()
	spec, err := notify.Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

func newGate(c *scene, layout *cluster.Layout, spec notify.Spec) *Gate {
	return New(&c.Vtgate, layout, c.Cluster.Horizon, spec)
}

// play plays one unit with a journal and returns the gate in its final state.
func play(t testing.TB, c *scene, spec notify.Spec, seed uint64, number int) *Gate {
	t.Helper()
	layout := cluster.NewLayout(&c.Cluster)
	key := sim.NewKey(seed, 0)
	g := newGate(c, layout, spec)
	g.Whole = true
	if err := g.Play(cluster.NewTimeline(&c.Cluster, layout, key), key.With(1).With(uint64(number))); err != nil {
		t.Fatal(err)
	}
	return g
}
