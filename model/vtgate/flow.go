package vtgate

import (
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// This file plays the queries that clients send, and is an accelerator: arrivals that nothing can affect are a number
// drawn from their exact law. That comes to the same as playing each of them (TestCountingQueriesIsExact plays both
// ways): such a query takes its execution time on a healthy primary and nothing else.

// A bin is a stretch of virtual time in which a shard's queries share one random stream. It is as wide as it can be, a
// binary fraction of the horizon, without holding more than binQueries on average: a wide one saves draws while nothing
// happens, a narrow one while something does. None need be narrower than a second.
const (
	binQueries  = 16
	binNarrowed = sim.Time(time.Second)
)

// flows are the queries of all shards. The instants of a bin's arrivals are drawn only if somebody looks at the bin, and
// come out the same whenever that is. So strategies that differ in how long they are disrupted see the same queries.
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
	always bool      // a query may fail for its own execution time alone: look at each
	varied bool      // queries differ in more than their instants
}

// binLaw is the law of the number of queries in a bin, and the bin's width.
type binLaw struct {
	*sim.Poisson
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

// binLaws returns the law of each shard's queries.
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

// binWidth is the width of a bin for queries at a rate per second.
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

// refresh looks at the shards whose queries may fare differently from now on.
func (f *flows) refresh() {
	for _, s := range f.fates.shards {
		f.fates.noted[s] = false
		if int(s) < len(f.shards) && f.laws[s] != nil {
			f.refreshShard(s)
		}
	}
	f.fates.shards = f.fates.shards[:0]
}

// refreshShard begins or ends playing a shard's queries one by one.
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

// affected reports whether a query that arrives for the shard now might do anything but work at once.
func (f *flows) affected(s health.ShardIndex) bool {
	tablet := f.health.Primary(s)
	return tablet == health.NoTablet || f.gateway.modes[tablet] != health.ReadWrite ||
		!f.locks.shards[s].free() || f.gateway.buffers.buffering(s)
}

// skip accounts for the arrivals before an instant: they were not affected.
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

// openBin draws the instants of the bin's arrivals: given their number, ordered uniforms.
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

// arrive lets one query enter the gateway.
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

// finish accounts for the arrivals up to the horizon that nothing affected. Those of a shard that is still affected
// have all been played.
func (f *flows) finish() {
	for s := range f.shards {
		if f.laws[s] != nil {
			f.skip(health.ShardIndex(s), f.clock.horizon)
		}
	}
}
