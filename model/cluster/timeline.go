package cluster

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Timeline is everything that the cluster does in one replication, fixed before any vtgate is played and
// never changed after that.
type Timeline struct {
	Layout    *Layout
	Reparents []Event      // in the order of their starts
	Published []Published  // in the order of time
	Modes     []ModeChange // in the order of time
	Streams   []StreamBreak

	ofShard [][]Event // Reparents, shard by shard
}

// Event is one reparent as it happens.
type Event struct {
	Shard health.ShardIndex
	Kind  string
	Start sim.Time // the reparent begins
	Down  sim.Time // the old primary stops taking writes: the shard's outage begins
	Up    sim.Time // a primary takes writes again: the outage ends
	// Announced is when that primary's health update leaves its tablet, Term the term in it.
	Announced sim.Time
	Term      int64
}

// Published is a health update that leaves its tablet. Number counts the tablet's updates from 0.
type Published struct {
	At     sim.Time
	Update health.Update
	Number int32
}

// ModeChange is a tablet that answers queries in another way from an instant on.
type ModeChange struct {
	At     sim.Time
	Tablet health.TabletIndex
	Mode   health.Mode
}

// StreamBreak is a health stream that ends with an error and cannot be opened again, or falls silent.
type StreamBreak struct {
	At     sim.Time
	Tablet health.TabletIndex
	Silent bool
}

// Purposes of the random streams of a timeline: parts of their keys.
const (
	purposeSchedule = iota
	purposeShuffle
	purposeMix
	purposeReparent
	purposePhase
	purposeReplicaUpdates
)

// builder makes a timeline.
type builder struct {
	config   *Config
	key      sim.Key
	timeline *Timeline
	primary  []health.TabletIndex // of each shard, as reparents change it
	term     []int64
	played   []uint64 // reparents so far, of each shard
	dead     []bool   // by tablet
	replicas []health.TabletIndex
}

// NewTimeline plays the cluster of one replication. The key is the replication's.
func NewTimeline(config *Config, layout *Layout, key sim.Key) *Timeline {
	b := &builder{config: config, key: key, timeline: &Timeline{Layout: layout},
		primary: make([]health.TabletIndex, len(layout.Shards)), term: make([]int64, len(layout.Shards)), played: make([]uint64, len(layout.Shards)), dead: make([]bool, len(layout.Tablets))}
	for i := range layout.Shards {
		b.primary[i], b.term[i] = layout.Shards[i].Primary, 1
	}
	b.reparents()
	b.replicaUpdates()
	b.repeats()
	t := b.timeline
	slices.SortStableFunc(t.Modes, func(a, b ModeChange) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(t.Streams, func(a, b StreamBreak) int { return cmp.Compare(a.At, b.At) })
	t.ofShard = make([][]Event, len(layout.Shards))
	for _, e := range t.Reparents {
		t.ofShard[e.Shard] = append(t.ofShard[e.Shard], e)
	}
	return t
}

func (b *builder) publish(at sim.Time, update health.Update) {
	update.Kind = health.State
	b.timeline.Published = append(b.timeline.Published, Published{At: at, Update: update})
}

func (b *builder) mode(at sim.Time, tablet health.TabletIndex, mode health.Mode) {
	b.timeline.Modes = append(b.timeline.Modes, ModeChange{at, tablet, mode})
}

func (b *builder) stream(at sim.Time, tablet health.TabletIndex, silent bool) {
	b.timeline.Streams = append(b.timeline.Streams, StreamBreak{at, tablet, silent})
}

// reparents plays the rollout. Reparents of one shard do not overlap: the shard's lock in the topology
// makes the next one wait.
func (b *builder) reparents() {
	free := make([]sim.Time, len(b.primary))
	starts := b.config.Schedule.Starts(&Plan{Begin: b.config.Start, Horizon: b.config.Horizon, Order: b.order(),
		Uniform: func(shard health.ShardIndex, n int) float64 {
			return b.uniform(purposeSchedule, uint64(shard), uint64(n))
		},
		Promoted: func(shard health.ShardIndex, start sim.Time) sim.Time { r, _ := b.draw(shard, start); return r.up },
	})
	for _, start := range starts {
		at := max(start.At, free[start.Shard])
		if at >= b.config.Horizon {
			continue
		}
		r, kind := b.draw(start.Shard, at)
		if b.dead[r.newTablet] {
			continue // nobody is left to take over
		}
		free[start.Shard] = max(r.announced, r.oldReports) + 1
		kind.play(b, &r)
		b.played[start.Shard]++
		b.timeline.Reparents = append(b.timeline.Reparents, Event{r.shard, kind.Name, r.start, r.down, r.up, r.announced, b.term[r.shard]})
	}
	slices.SortStableFunc(b.timeline.Reparents, func(a, b Event) int { return cmp.Compare(a.Start, b.Start) })
}

// order returns the shards in the order of the rollout.
func (b *builder) order() []health.ShardIndex {
	order := make([]health.ShardIndex, len(b.primary))
	for i := range order {
		order[i] = health.ShardIndex(i)
	}
	if b.config.Shuffled {
		slices.SortStableFunc(order, func(x, y health.ShardIndex) int {
			return cmp.Compare(b.uniform(purposeShuffle, uint64(x), 0), b.uniform(purposeShuffle, uint64(y), 0))
		})
	}
	return order
}

func (b *builder) uniform(purpose, entity, n uint64) float64 {
	return b.key.With(purpose).With(entity).With(n).Uniform()
}

// draw gives the shard's next reparent its kind and times, one uniform each.
func (b *builder) draw(shard health.ShardIndex, start sim.Time) (reparent, *Kind) {
	key := b.key.With(purposeReparent).With(uint64(shard)).With(b.played[shard])
	mix := b.choose(b.uniform(purposeMix, uint64(shard), b.played[shard]))
	kind := KindNamed(mix.Kind)
	r := reparent{shard: shard, start: start, silent: mix.Silent, oldTablet: b.primary[shard], oldTerm: b.term[shard]}
	r.newTablet = b.successor(shard, r.oldTablet)
	r.down = start
	if kind.Name != "emergency" {
		r.down = start.Add(mix.Demote.Quantile(key.With(0).Uniform()))
	}
	r.up = r.down.Add(mix.Outage.Quantile(key.With(1).Uniform()))
	r.announced = r.up.Add(mix.Announce.Quantile(key.With(2).Uniform()))
	r.oldReports = r.up.Add(mix.OldPrimaryReports.Quantile(key.With(3).Uniform()))
	return r, kind
}

// choose returns the entry of the mix that belongs to the uniform u.
func (b *builder) choose(u float64) *Reparent {
	total := 0.0
	for i := range b.config.Mix {
		total += b.config.Mix[i].Weight
	}
	u *= total
	for i := range b.config.Mix {
		if u < b.config.Mix[i].Weight {
			return &b.config.Mix[i]
		}
		u -= b.config.Mix[i].Weight
	}
	return &b.config.Mix[len(b.config.Mix)-1]
}

// KindNamed returns the listed kind, or nil.
func KindNamed(name string) *Kind {
	for i := range Kinds {
		if Kinds[i].Name == name {
			return &Kinds[i]
		}
	}
	return nil
}

// successor returns the tablet that takes over: the next of the shard's that lives, in turn; the old primary if
// there is none.
func (b *builder) successor(shard health.ShardIndex, old health.TabletIndex) health.TabletIndex {
	first := b.timeline.Layout.Shards[shard].Primary
	count := health.TabletIndex(1 + b.config.ReplicasPerShard)
	next := first + (old-first+1)%count
	for b.dead[next] && next != old {
		next = first + (next-first+1)%count
	}
	return next
}

// replicaUpdates adds the further updates of replicas, such as changes of their lag: each of one of the tablets
// that are replicas of a shard then, if there are any.
func (b *builder) replicaUpdates() {
	replicas := b.config.ReplicasPerShard * len(b.primary)
	if b.config.ReplicaUpdateRate == 0 || replicas == 0 {
		return
	}
	gaps, choices := b.key.With(purposeReplicaUpdates).Stream(), b.key.With(purposeReplicaUpdates).With(0).Stream()
	expected := b.config.ReplicaUpdateRate * b.config.Horizon.Seconds()
	b.timeline.Published = slices.Grow(b.timeline.Published, int(min(expected+4*math.Sqrt(expected), 1<<24)))
	roles := b.roles()
	seconds := 0.0
	var block [256]float64
	for {
		for i := range block {
			block[i] = gaps.Float64()
		}
		sim.Exponentials(block[:])
		for _, gap := range block {
			if seconds += gap / b.config.ReplicaUpdateRate; seconds >= b.config.Horizon.Seconds() {
				return
			}
			n := min(int(choices.Float64()*float64(replicas)), replicas-1)
			shard, at := health.ShardIndex(n/b.config.ReplicasPerShard), sim.Time(seconds*1e9)
			if tablet := b.replica(roles, shard, n%b.config.ReplicasPerShard, at); tablet != health.NoTablet {
				b.publish(at, health.Update{Tablet: tablet, Shard: shard, Type: health.Replica, Serving: true})
			}
		}
	}
}

// role is what a tablet is from an instant on.
type role struct {
	at      sim.Time
	replica bool
}

// roles lists the changes of each tablet's role in the order of time.
func (b *builder) roles() [][]role {
	roles := make([][]role, len(b.timeline.Layout.Tablets))
	for i := range b.timeline.Published {
		p := &b.timeline.Published[i]
		roles[p.Update.Tablet] = append(roles[p.Update.Tablet], role{p.At, p.Update.Type == health.Replica})
	}
	for _, broken := range b.timeline.Streams {
		roles[broken.Tablet] = append(roles[broken.Tablet], role{broken.At, false})
	}
	for _, own := range roles {
		slices.SortStableFunc(own, func(x, y role) int { return cmp.Compare(x.at, y.at) })
	}
	return roles
}

// replica returns the n-th of the tablets that are replicas of the shard at the instant, counted round, or
// health.NoTablet.
func (b *builder) replica(roles [][]role, shard health.ShardIndex, n int, at sim.Time) health.TabletIndex {
	first := b.timeline.Layout.Shards[shard].Primary
	replicas := b.replicas[:0]
	for tablet := first; tablet <= first+health.TabletIndex(b.config.ReplicasPerShard); tablet++ {
		is := tablet != first
		for _, change := range roles[tablet] {
			if change.at <= at {
				is = change.replica
			}
		}
		if is {
			replicas = append(replicas, tablet)
		}
	}
	b.replicas = replicas
	if len(replicas) == 0 {
		return health.NoTablet
	}
	return replicas[n%len(replicas)]
}

// repeats adds the periodic repeats of every tablet: the first at a random phase, further ones an
// interval after the tablet's last update, whatever that was (vttablet's timer restarts with each).
func (b *builder) repeats() {
	layout := b.timeline.Layout
	changes := b.timeline.Published
	slices.SortStableFunc(changes, func(x, y Published) int {
		return cmp.Or(cmp.Compare(x.Update.Tablet, y.Update.Tablet), cmp.Compare(x.At, y.At))
	})
	dead := map[health.TabletIndex]sim.Time{}
	for _, s := range b.timeline.Streams {
		dead[s.Tablet] = s.At
	}
	interval := b.config.HealthCheckInterval
	all := make([]Published, 0, len(changes)+len(layout.Tablets)*int(1+b.config.Horizon.Sub(0)/interval))
	for tablet := range layout.Tablets {
		index := health.TabletIndex(tablet)
		own := changes
		for n := range changes {
			if changes[n].Update.Tablet != index {
				own = changes[:n]
				break
			}
		}
		changes = changes[len(own):]
		end := b.config.Horizon
		if at, found := dead[index]; found {
			end = min(end, at)
			own = own[:sort.Search(len(own), func(i int) bool { return own[i].At >= at })]
		}
		all = b.repeat(all, index, own, interval, end)
	}
	slices.SortStableFunc(all, func(x, y Published) int { return cmp.Compare(x.At, y.At) })
	b.timeline.Published = all
}

// repeat appends one tablet's changes and, between them, its repeats.
func (b *builder) repeat(all []Published, tablet health.TabletIndex, changes []Published, interval time.Duration, end sim.Time) []Published {
	layout := b.timeline.Layout
	shard := layout.Tablets[tablet].Shard
	state := health.Update{Tablet: tablet, Shard: shard, Type: health.Replica, Serving: true, Kind: health.Periodic}
	if tablet == layout.Shards[shard].Primary {
		state.Type, state.Term = health.Primary, 1
	}
	next := sim.Time(b.uniform(purposePhase, uint64(tablet), 0) * float64(interval))
	number := int32(0)
	add := func(at sim.Time, update health.Update) {
		all = append(all, Published{at, update, number})
		number++
		next = at.Add(interval)
	}
	for i := range changes {
		for next < min(changes[i].At, end) {
			add(next, state)
		}
		add(changes[i].At, changes[i].Update)
		state = changes[i].Update
		state.Kind = health.Periodic
	}
	for next < end {
		add(next, state)
	}
	return all
}
