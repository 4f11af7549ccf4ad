package vtgate

import (
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// This file plays the queries that clients send. It is an accelerator: of arrivals that nothing can affect, only the
// number is drawn, from its exact distribution. The result is the same as if each were played
// (TestCountingQueriesIsExact plays both ways), because such a query only takes its execution time on a healthy
// primary.

// A bin is a stretch of virtual time in which a shard's queries share one random stream. Its width is the horizon,
// halved until the bin holds at most binQueries queries on average or is no wider than binNarrowed. A wide bin saves
// draws while nothing happens, a narrow one while something does.
const (
	binQueries  = 16
	binNarrowed = sim.Time(time.Second)
)

// flows are the queries of all shards. The instants of a bin's arrivals are drawn only if they are needed, and they are
// the same whenever that is. So strategies that are disrupted for different times still see the same queries.
type flows struct {
	clock   *clock
	config  *Config
	unit    *record.Unit
	locks   *locks
	fates   *fates
	health  *HealthCheck
	gateway *Gateway

	shards []flow
	laws   []*binLaw // by shard; nil for a rate of 0
	key    sim.Key   // of all queries of the unit
	always bool      // play every query: even its execution time alone may make it fail
	varied bool      // queries differ in more than their instants
}

// binLaw is the distribution of the number of queries in a bin, and the bin's width.
type binLaw struct {
	*sim.Poisson
	width sim.Time
}

// flow is the arrival process of one shard's queries.
type flow struct {
	bin      int64      // the current bin; all before it are accounted for
	opened   bool       // times holds the bin's arrivals
	active   bool       // the shard is affected: arrivals are played one by one
	times    []sim.Time // the arrivals of the bin, if opened
	next     int
	upcoming sim.Handle
}

// binLaws returns the bins of each shard's queries.
func binLaws(w *Workload, horizon sim.Time) []*binLaw {
	total := 0.0
	for _, weight := range w.ShardWeights {
		total += weight
	}
	laws := make([]*binLaw, len(w.ShardWeights))
	byRate := map[float64]*binLaw{}
	for s, weight := range w.ShardWeights {
		rate := w.QueriesPerSecond * weight / total
		if !(rate > 0) {
			continue
		}
		if byRate[rate] == nil {
			width := binWidth(rate, horizon)
			byRate[rate] = &binLaw{sim.NewPoisson(rate * width.Seconds()), width}
		}
		laws[s] = byRate[rate]
	}
	return laws
}

// binWidth returns the width of a bin for a rate of queries per second.
func binWidth(rate float64, horizon sim.Time) sim.Time {
	width := horizon
	for width > binNarrowed && rate*width.Seconds() > binQueries {
		width -= width / 2
	}
	return width
}

// begin starts the arrivals of all shards.
func (f *flows) begin() {
	f.key = f.clock.key.With(purposeQueries)
	for s := range f.shards {
		own := &f.shards[s]
		*own = flow{times: own.times[:0]}
		f.fates.changed(health.ShardIndex(s))
	}
	f.refresh()
}

// refresh checks the shards that fates has noted.
func (f *flows) refresh() {
	for _, s := range f.fates.shards {
		f.fates.noted[s] = false
		if int(s) < len(f.shards) && f.laws[s] != nil {
			f.refreshShard(s)
		}
	}
	f.fates.shards = f.fates.shards[:0]
}

// refreshShard starts or stops playing a shard's queries one by one.
func (f *flows) refreshShard(s health.ShardIndex) {
	own := &f.shards[s]
	active := f.always || f.affected(s)
	if active == own.active {
		return
	}
	own.active = active
	if !active {
		f.clock.Cancel(own.upcoming)
		return
	}
	now := f.clock.Now()
	f.skip(s, min(now, f.clock.horizon))
	if now < f.clock.horizon {
		f.scheduleQuery(s)
	}
}

// affected reports whether a query that arrives for the shard now might not simply succeed at once.
func (f *flows) affected(s health.ShardIndex) bool {
	tablet := f.health.Primary(s)
	return tablet == health.NoTablet || f.gateway.modes[tablet] != health.ReadWrite ||
		!f.locks.shards[s].free() || f.gateway.buffers.buffering(s)
}

// skip counts the arrivals before an instant, which nothing has affected.
func (f *flows) skip(s health.ShardIndex, until sim.Time) {
	own, law := &f.shards[s], f.laws[s]
	for bin := int64(until / law.width); own.bin < bin; own.bin++ {
		if own.opened {
			f.unit.Counted(len(own.times) - own.next)
			own.opened = false
			continue
		}
		f.unit.Counted(law.Count(f.binKey(s, own.bin).Uniform()))
	}
	if sim.Time(own.bin)*law.width == until {
		return
	}
	f.openBin(s)
	for own.next < len(own.times) && own.times[own.next] < until {
		own.next++
		f.unit.Counted(1)
	}
}

func (f *flows) binKey(s health.ShardIndex, bin int64) sim.Key {
	return f.key.With(uint64(s)).With(uint64(bin))
}

// openBin draws the instants of the bin's arrivals. Given their number, they are ordered uniforms.
func (f *flows) openBin(s health.ShardIndex) {
	own, law := &f.shards[s], f.laws[s]
	if own.opened {
		return
	}
	key := f.binKey(s, own.bin)
	stream := key.Stream()
	own.opened, own.next, own.times = true, 0, own.times[:0]
	begin := sim.Time(own.bin) * law.width
	for range law.Count(key.Uniform()) {
		own.times = append(own.times, begin+sim.Time(stream.Float64()*float64(law.width)))
	}
	slices.Sort(own.times)
}

// scheduleQuery schedules the shard's next arrival, from the open bin or a later one.
func (f *flows) scheduleQuery(s health.ShardIndex) {
	own := &f.shards[s]
	for {
		if own.opened && own.next < len(own.times) {
			if at := own.times[own.next]; at < f.clock.horizon {
				own.upcoming = f.clock.schedule(at, eventQuery, int32(s))
			}
			return
		}
		if own.opened {
			own.bin++
			own.opened = false
		}
		if sim.Time(own.bin)*f.laws[s].width >= f.clock.horizon {
			return
		}
		f.openBin(s)
	}
}

// arrive sends one query into the gateway.
func (f *flows) arrive(s health.ShardIndex) {
	own := &f.shards[s]
	w := &f.config.Workload
	query := Query{ID: f.unit.Tally.Played, Shard: s, Deadline: f.clock.Now().Add(w.ClientTimeout)}
	if f.varied {
		query.Key = f.binKey(s, own.bin).With(uint64(own.next))
		query.Transaction = w.InTransaction > 0 && query.Key.With(purposeTransaction).Uniform() < w.InTransaction
	}
	own.next++
	f.scheduleQuery(s)
	f.gateway.Submit(query)
}

// finish counts the arrivals up to the horizon that nothing affected. If a shard is still affected, all of its queries
// have been played.
func (f *flows) finish() {
	for s := range f.shards {
		if f.laws[s] != nil {
			f.skip(health.ShardIndex(s), f.clock.horizon)
		}
	}
}
