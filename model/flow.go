package model

import (
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// A bin is a stretch of virtual time in which a shard's queries share one random stream. It is as wide as
// it can be, a binary fraction of the horizon, without holding more than binQueries on average: a wide one
// saves draws while nothing happens, a narrow one while something does. None need be narrower than a second.
const (
	binQueries  = 16
	binNarrowed = sim.Time(time.Second)
)

// flows are the queries of all shards. They cost work only while they can be affected: the arrivals of a
// bin in which the shard is whole and its buffer idle are a number drawn from their exact law, and the
// same number with the same instants comes out whenever somebody looks at the bin. So strategies that
// differ in how long they are disrupted see the same queries.
type flows struct {
	shards []flow
	laws   []*binLaw // by shard; nil for a rate of 0
	key    sim.Key   // of all queries of the unit
	always bool      // a query may fail for its own execution time alone: look at each
}

// binLaw is the law of the number of queries in a bin, and the bin's width.
type binLaw struct {
	*poissonLaw
	width sim.Time
}

// flow is the arrival process of one shard's queries.
type flow struct {
	bin      int64      // the bin that is open; all before it are accounted for
	opened   bool       // times holds the bin's arrivals
	active   bool       // the shard is affected: arrivals are played one by one
	times    []sim.Time // of the open bin
	next     int
	upcoming sim.Handle
}

func newFlows(config *Config) flows {
	w := &config.Workload
	f := flows{laws: make([]*binLaw, len(w.ShardWeights)), shards: make([]flow, len(w.ShardWeights))}
	total := 0.0
	for _, weight := range w.ShardWeights {
		total += weight
	}
	byRate := map[float64]*binLaw{}
	for s, weight := range w.ShardWeights {
		rate := w.QueriesPerSecond * weight / total
		if !(rate > 0) {
			continue
		}
		if byRate[rate] == nil {
			width := binWidth(rate, config.Cluster.Horizon)
			byRate[rate] = &binLaw{newPoissonLaw(rate * width.Seconds()), width}
		}
		f.laws[s] = byRate[rate]
	}
	f.always = w.ExecuteTime.Longest() > w.ClientTimeout
	return f
}

// binWidth is the width of a bin for queries at a rate per second.
func binWidth(rate float64, horizon sim.Time) sim.Time {
	width := horizon
	for width > binNarrowed && rate*width.Seconds() > binQueries {
		width -= width / 2
	}
	return width
}

func (g *Gate) startFlows() {
	g.flows.key = g.key.With(purposeQueries)
	for s := range g.flows.shards {
		f := &g.flows.shards[s]
		*f = flow{times: f.times[:0]}
		g.touch(health.ShardIndex(s))
	}
	g.refreshDirty()
}

// refreshFlow begins or ends playing a shard's queries one by one.
func (g *Gate) refreshFlow(s health.ShardIndex) {
	if g.script != nil || g.flows.laws[s] == nil {
		return
	}
	f := &g.flows.shards[s]
	active := g.flows.always || g.affected(s)
	if active == f.active {
		return
	}
	f.active = active
	if !active {
		g.simulation.Cancel(f.upcoming)
		return
	}
	horizon := g.config.Cluster.Horizon
	g.skipFlow(s, min(g.simulation.Now(), horizon))
	if g.simulation.Now() < horizon {
		g.scheduleQuery(s)
	}
}

// skipFlow accounts for the arrivals before an instant: they were not affected.
func (g *Gate) skipFlow(s health.ShardIndex, until sim.Time) {
	f, law := &g.flows.shards[s], g.flows.laws[s]
	for bin := int64(until / law.width); f.bin < bin; f.bin++ {
		if f.opened {
			g.unit.Counted(len(f.times) - f.next)
			f.opened = false
			continue
		}
		g.unit.Counted(law.count(g.binKey(s, f.bin).Uniform()))
	}
	if sim.Time(f.bin)*law.width == until {
		return
	}
	g.openBin(s)
	for f.next < len(f.times) && f.times[f.next] < until {
		f.next++
		g.unit.Counted(1)
	}
}

func (g *Gate) binKey(s health.ShardIndex, bin int64) sim.Key {
	return g.flows.key.With(uint64(s)).With(uint64(bin))
}

// openBin draws the instants of the bin's arrivals: given their number, ordered uniforms.
func (g *Gate) openBin(s health.ShardIndex) {
	f, law := &g.flows.shards[s], g.flows.laws[s]
	if f.opened {
		return
	}
	key := g.binKey(s, f.bin)
	stream := key.Stream()
	f.opened, f.next, f.times = true, 0, f.times[:0]
	begin := sim.Time(f.bin) * law.width
	for range law.count(key.Uniform()) {
		f.times = append(f.times, begin+sim.Time(stream.Float64()*float64(law.width)))
	}
	slices.Sort(f.times)
}

// scheduleQuery schedules the shard's next arrival, from the open bin or a later one.
func (g *Gate) scheduleQuery(s health.ShardIndex) {
	f := &g.flows.shards[s]
	horizon := g.config.Cluster.Horizon
	for {
		if f.opened && f.next < len(f.times) {
			if at := f.times[f.next]; at < horizon {
				f.upcoming = g.schedule(at, eventQuery, int32(s))
			}
			return
		}
		if f.opened {
			f.bin++
			f.opened = false
		}
		if sim.Time(f.bin)*g.flows.laws[s].width >= horizon {
			return
		}
		g.openBin(s)
	}
}

// queryArrives lets one query enter the gateway.
func (g *Gate) queryArrives(s health.ShardIndex) {
	f := &g.flows.shards[s]
	key := g.binKey(s, f.bin).With(uint64(f.next))
	f.next++
	g.scheduleQuery(s)
	w := &g.config.Workload
	tx := w.InTransaction > 0 && key.With(purposeTransaction).Uniform() < w.InTransaction
	now := g.simulation.Now()
	n := g.newRequest(s, now.Add(w.ClientTimeout), tx, key)
	g.requests[n].trace = g.unit.QueryArrived(g.unit.Tally.Played, s, tx, now)
	g.proceed(n)
}

// finishFlows accounts for the arrivals up to the horizon that nothing affected. Those of a shard that is affected
// still have all been played.
func (g *Gate) finishFlows() {
	for s := range g.flows.shards {
		if g.flows.laws[s] != nil {
			g.skipFlow(health.ShardIndex(s), g.config.Cluster.Horizon)
		}
	}
}
