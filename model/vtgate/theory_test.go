package vtgate

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/sim"
)

// The tests in this file compare the whole model with queueing theory. Replicas' updates arrive as a Poisson process,
// the watcher is the server, and the notification channel is the waiting room. Each test requires that the 99.9 %
// interval over replications contains the closed form, and that its half-width is at most 0.5 % of it.

const theoryConfidence = 0.999

// checkTheory compares independent observations with a closed form.
func checkTheory(t *testing.T, what string, observations []float64, want float64) {
	t.Helper()
	mean, deviation := stat.MeanStdDev(observations, nil)
	n := float64(len(observations))
	halfWidth := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile((1+theoryConfidence)/2) * deviation / math.Sqrt(n)
	t.Logf("%s: %.6g ± %.2g, theory %.6g", what, mean, halfWidth, want)
	if math.Abs(mean-want) > halfWidth {
		t.Errorf("%s: %.6g ± %.2g does not contain %.6g", what, mean, halfWidth, want)
	}
	if halfWidth > 0.005*want {
		t.Errorf("%s: half-width %.2g is more than 0.5 %% of %.6g: the test is too weak", what, halfWidth, want)
	}
}

// serverScene returns a cluster in which nothing happens except updates of replicas, at the given rate per second.
func serverScene(rate float64, service sim.Distribution, horizon time.Duration) *scene {
	return &scene{
		Cluster: cluster.Config{Keyspaces: oneKeyspace("0"), ReplicasPerShard: 1,
			HealthCheckInterval: 1e6 * time.Hour, ReplicaUpdateRate: rate, Horizon: sim.Time(horizon),
			Schedule: cluster.None{}},
		Vtgate: Config{Processing: Processing{Other: service}, EventChannel: 10, HealthCheckTimeout: 2e6 * time.Hour,
			RetryDelay: time.Millisecond,
			Buffer: buffer.Config{Enabled: true, Window: time.Second, Size: 1, MaxFailoverDuration: time.Second,
				MinTimeBetweenFailovers: time.Second, DrainConcurrency: 1},
			Workload: Workload{ShardWeights: []float64{1}}},
	}
}

// oneKeyspace returns a keyspace of the given shards.
func oneKeyspace(shards ...string) []cluster.Keyspace {
	return []cluster.Keyspace{{Name: "ks", Shards: shards}}
}

// serve plays replications of a server and returns one observation of each.
func serve(t *testing.T, config *scene, spec notify.Spec, replications int, observe func(g *Gate) float64) []float64 {
	t.Helper()
	layout := cluster.NewLayout(&config.Cluster)
	g := newGate(config, layout, spec)
	observed := make([]float64, replications)
	for n := range observed {
		key := sim.NewKey(1, n)
		if err := g.Play(cluster.NewTimeline(&config.Cluster, layout, key), key); err != nil {
			t.Fatal(err)
		}
		observed[n] = observe(g)
	}
	return observed
}

// lossMM1K is the loss probability of M/M/1/K, K customers in the system (Erlang; Gross, Shortle,
// Thompson and Harris, Fundamentals of Queueing Theory, §3.4).
func lossMM1K(rho float64, k int) float64 {
	if rho == 1 {
		return 1 / float64(k+1)
	}
	return (1 - rho) * math.Pow(rho, float64(k)) / (1 - math.Pow(rho, float64(k+1)))
}

// lossMD1K is the loss probability of M/D/1/K from the chain embedded at departures (Gross et al., §6.1.10):
// with a(j) = e^-rho rho^j/j! arrivals during a service and pi the chain's distribution over 0..K-1, a
// customer is lost with probability 1 - 1/(pi(0) + rho).
func lossMD1K(rho float64, k int) float64 {
	arrivals := distuv.Poisson{Lambda: rho}
	// Up to a factor pi follows from the balance of the states below: for j < K-1,
	// pi(j) = pi(0) a(j) + sum over i = 1..j+1 of pi(i) a(j-i+1).
	pi := make([]float64, k)
	pi[0] = 1
	for j := 0; j+1 < k; j++ {
		next := pi[j] - pi[0]*arrivals.Prob(float64(j))
		for i := 1; i <= j; i++ {
			next -= pi[i] * arrivals.Prob(float64(j-i+1))
		}
		pi[j+1] = next / arrivals.Prob(0)
	}
	sum := 0.0
	for _, p := range pi {
		sum += p
	}
	return 1 - 1/(pi[0]/sum+rho)
}

func TestLossOfChannels(t *testing.T) {
	const mean = time.Millisecond
	laws := []struct {
		name    string
		service sim.Distribution
		loss    func(rho float64, k int) float64
	}{
		{"M/M/1/K", mustLaw(sim.Exponential(mean)), lossMM1K},
		{"M/D/1/K", constant(mean), lossMD1K},
	}
	for _, law := range laws {
		for _, c := range []struct {
			rho      float64
			capacity int
			updates  float64 // in each of 30 replications
		}{{0.8, 1, 150_000}, {1.5, 2, 120_000}, {1.2, 4, 300_000}, {3, 7, 50_000}} {
			name := fmt.Sprintf("%s/rho=%v/cap%d", law.name, c.rho, c.capacity)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				rate := c.rho / mean.Seconds()
				config := serverScene(rate, law.service, time.Duration(c.updates/rate*1e9))
				spec, err := notify.Channel(c.capacity)
				if err != nil {
					t.Fatal(err)
				}
				losses := serve(t, config, spec, 30, func(g *Gate) float64 {
					return float64(g.Unit.Tally.Dropped) / float64(g.Unit.Tally.Broadcast)
				})
				// The update in work is outside the channel: K = capacity + 1.
				checkTheory(t, name, losses, law.loss(c.rho, c.capacity+1))
			})
		}
	}
}

// TestUnboundedQueue checks the mean number waiting, Lq (without the update in work), and the mean delay W of M/M/1
// and, by the Pollaczek-Khinchine formula, of M/D/1. It also checks Little's law between two independent measurements:
// the number seen over time, and the times for which updates waited.
func TestUnboundedQueue(t *testing.T) {
	const mean = time.Millisecond
	for _, c := range []struct {
		name     string
		service  sim.Distribution
		rho      float64
		variance float64 // squared coefficient of variation of the service time
		updates  float64
	}{
		{"M/M/1", mustLaw(sim.Exponential(mean)), 0.4, 1, 900_000},
		{"M/M/1", mustLaw(sim.Exponential(mean)), 0.5, 1, 1_100_000},
		{"M/D/1", constant(mean), 0.4, 0, 500_000},
		{"M/D/1", constant(mean), 0.6, 0, 600_000},
	} {
		name := fmt.Sprintf("%s/rho=%v", c.name, c.rho)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rate := c.rho / mean.Seconds()
			config := serverScene(rate, c.service, time.Duration(c.updates/rate*1e9))
			const replications = 30
			var waiting, delay, little [replications]float64
			layout := cluster.NewLayout(&config.Cluster)
			g := newGate(config, layout, strategy(t, "unbounded"))
			for n := range replications {
				area, last := 0.0, sim.Time(0)
				// The tracer runs before its event does anything: it sees the queue as it was since the last event.
				g.clock.Trace = func(at sim.Time, _ uint64, _ event) {
					area += float64(g.Watch.queue.Len()) * at.Sub(last).Seconds()
					last = at
				}
				key := sim.NewKey(1, n)
				if err := g.Play(cluster.NewTimeline(&config.Cluster, layout, key), key); err != nil {
					t.Fatal(err)
				}
				total := 0.0
				for _, d := range g.Unit.Delays {
					total += d.Seconds()
				}
				waiting[n] = area / last.Seconds()
				delay[n] = total / float64(len(g.Unit.Delays))
				served := float64(len(g.Unit.Delays))
				little[n] = waiting[n] / (served / last.Seconds() * (delay[n] - mean.Seconds()))
			}
			lq := c.rho * c.rho * (1 + c.variance) / 2 / (1 - c.rho)
			checkTheory(t, name+" mean number waiting", waiting[:], lq)
			checkTheory(t, name+" mean delay", delay[:], lq/rate+mean.Seconds())
			if c.variance == 0 { // the mean service time is exact then
				for _, ratio := range little {
					if math.Abs(ratio-1) > 1e-9 {
						t.Errorf("number waiting / (rate x wait) is %v, by Little's law 1", ratio)
					}
				}
			}
		})
	}
}

// timelines returns one observation of each of many rollouts, without any vtgate.
func timelines(config *cluster.Config, n int, observe func(*cluster.Timeline) float64) []float64 {
	layout := cluster.NewLayout(config)
	values := make([]float64, n)
	for i := range values {
		values[i] = observe(cluster.NewTimeline(config, layout, sim.NewKey(1, i)))
	}
	return values
}

func shardNames(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("s%d", i)
	}
	return names
}

// TestMergedOutageOfUniformStarts: if n shards start uniformly within w and are down for S each, all of them are up at
// t with probability (1 - P(down at t))^n. So the mean length of the merged outage is the integral of 1 - (1 - P(down
// at t))^n, with P(down at t) = E|[t-S, t] ∩ [0, w]| / w.
func TestMergedOutageOfUniformStarts(t *testing.T) {
	for _, c := range []struct {
		shards         int
		within, outage time.Duration
		exponential    bool
		rollouts       int
	}{
		{8, 20 * time.Second, 3 * time.Second, false, 20_000},
		{32, 20 * time.Second, 3 * time.Second, false, 5_000},
		{8, 30 * time.Second, 4 * time.Second, true, 60_000},
		{32, 60 * time.Second, time.Second, true, 20_000},
	} {
		name := fmt.Sprintf("shards=%d/within=%v/outage=%v/exponential=%v", c.shards, c.within, c.outage, c.exponential)
		t.Run(name, func(t *testing.T) {
			law := constant(c.outage)
			if c.exponential {
				law = mustLaw(sim.Exponential(c.outage))
			}
			config := &cluster.Config{Keyspaces: oneKeyspace(shardNames(c.shards)...),
				HealthCheckInterval: time.Hour, Horizon: sim.Time(time.Hour),
				Schedule: cluster.UniformWithin{Within: c.within},
				Mix:      []cluster.MixEntry{{Kind: "planned", Weight: 1, Outage: law}}}
			observed := timelines(config, c.rollouts, func(tl *cluster.Timeline) float64 {
				total, _ := cluster.Total(tl.Merged()[0])
				return total.Seconds()
			})
			w, s := c.within.Seconds(), c.outage.Seconds()
			down := func(at float64) float64 { // P(shard down at t)
				if c.exponential { // the integral over starts u in [0, min(t, w)] of e^{-(t-u)/s} du / w
					return s / w * (math.Exp(-(at-min(at, w))/s) - math.Exp(-at/s))
				}
				return max(0, min(at, w)-max(0, at-s)) / w
			}
			integral, step := 0.0, 0.001
			for at := step / 2; at < w+40*s; at += step {
				integral += step * (1 - math.Pow(1-down(at), float64(c.shards)))
			}
			checkTheory(t, name, observed, integral)
		})
	}
}

// TestMergedOutageOfPoissonStarts: if the starts are a Poisson process of rate lambda, the merged outages are the busy
// periods of M/G/infinity. Their mean is (e^{lambda E[S]} - 1)/lambda, whatever the distribution of S (Takács,
// Introduction to the Theory of Queues, 1962).
func TestMergedOutageOfPoissonStarts(t *testing.T) {
	for _, c := range []struct {
		rate float64
		law  sim.Distribution
		mean float64
		name string
	}{
		{0.2, constant(3 * time.Second), 3, "constant"},
		{0.3, mustLaw(sim.Exponential(2 * time.Second)), 2, "exponential"},
		{0.3, mustLaw(sim.Uniform(time.Second, 3*time.Second)), 2, "uniform"},
	} {
		name := fmt.Sprintf("%s/rate=%v", c.name, c.rate)
		t.Run(name, func(t *testing.T) {
			const shards = 100_000
			horizon := shards / c.rate * 0.9 // the shards never run out
			config := &cluster.Config{Keyspaces: oneKeyspace(shardNames(shards)...),
				HealthCheckInterval: 1e6 * time.Hour, Horizon: sim.Time(horizon * 1e9),
				Schedule: cluster.Poisson{Rate: c.rate},
				Mix:      []cluster.MixEntry{{Kind: "planned", Weight: 1, Outage: c.law}}}
			observed := timelines(config, 30, func(tl *cluster.Timeline) float64 {
				spans := tl.Merged()[0]
				total, _ := cluster.Total(spans)
				return total.Seconds() / float64(len(spans))
			})
			checkTheory(t, name, observed, (math.Exp(c.rate*c.mean)-1)/c.rate)
		})
	}
}

// TestPhasesOfRepeatsAreUniform compares the first repeats of many tablets with the uniform distribution by the
// Kolmogorov-Smirnov test.
func TestPhasesOfRepeatsAreUniform(t *testing.T) {
	const shards = 20_000
	config := &cluster.Config{Keyspaces: oneKeyspace(shardNames(shards)...),
		HealthCheckInterval: 20 * time.Second, Horizon: sim.Time(20 * time.Second), Schedule: cluster.None{}}
	timeline := cluster.NewTimeline(config, cluster.NewLayout(config), sim.NewKey(1, 0))
	if len(timeline.Published) != shards {
		t.Fatalf("%d repeats within one interval, want one per tablet, %d", len(timeline.Published), shards)
	}
	phases := make([]float64, 0, shards)
	seen := map[health.TabletIndex]bool{}
	for _, p := range timeline.Published {
		phases = append(phases, p.At.Seconds()/20)
		seen[p.Update.Tablet] = true
	}
	if len(seen) != shards {
		t.Errorf("%d tablets repeat themselves, want %d", len(seen), shards)
	}
	slices.Sort(phases)
	distance := 0.0
	for i, u := range phases {
		distance = max(distance, math.Abs(u-float64(i)/shards), math.Abs(u-float64(i+1)/shards))
	}
	if limit := 1.95 / math.Sqrt(shards); distance > limit { // the 99.9 % quantile
		t.Errorf("the distance from the uniform distribution is %.4f, want at most %.4f", distance, limit)
	}
}
