package cluster

import (
	"cmp"
	"slices"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Timeline is everything that the cluster does in one replication. It is made before any vtgate is played and does not
// change after that.
type Timeline struct {
	Config    *Config
	Layout    *Layout
	Reparents []Reparent   // in order of their starts
	Published []Published  // in order of time
	Modes     []ModeChange // in order of time
	Streams   []StreamBreak

	ofShard [][]Reparent // Reparents by shard
}

// Reparent is one reparent as it happens.
type Reparent struct {
	Shard health.ShardIndex
	Kind  string
	Start sim.Time // the reparent begins
	Down  sim.Time // the old primary stops taking writes: the shard's outage begins
	Up    sim.Time // a primary takes writes again: the outage ends
	// Announced is when that primary's health update leaves its tablet, Term the term in it.
	Announced sim.Time
	Term      int64
}

// Published is a health update that leaves its tablet. Updates of a tablet are numbered from 0.
type Published struct {
	At     sim.Time
	Update health.Update
	Number int32
}

// ModeChange is an instant from which a tablet answers queries in another way.
type ModeChange struct {
	At     sim.Time
	Tablet health.TabletIndex
	Mode   health.Mode
}

// StreamBreak is an instant at which a tablet's health stream ends with an error and cannot be opened again, or falls
// silent.
type StreamBreak struct {
	At     sim.Time
	Tablet health.TabletIndex
	Silent bool
}

// The purposes of a timeline's random streams, which are parts of their keys.
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
	primary  []health.TabletIndex // by shard, at the current point of the rollout
	term     []int64              // by shard, of the primary
	played   []uint64             // by shard, reparents so far
	died     []sim.Time           // by tablet; sim.Never for a living one
	replicas []health.TabletIndex // scratch memory of replica
}

// NewTimeline plays the cluster of one replication. The key is the replication's.
func NewTimeline(config *Config, layout *Layout, key sim.Key) *Timeline {
	b := &builder{
		config: config, key: key, timeline: &Timeline{Config: config, Layout: layout},
		primary: make([]health.TabletIndex, len(layout.Shards)),
		term:    make([]int64, len(layout.Shards)),
		played:  make([]uint64, len(layout.Shards)),
		died:    slices.Repeat([]sim.Time{sim.Never}, len(layout.Tablets)),
	}
	for i := range layout.Shards {
		b.primary[i], b.term[i] = layout.Shards[i].Primary, 1
	}
	b.reparents()
	b.replicaUpdates()
	b.repeats()
	t := b.timeline
	slices.SortStableFunc(t.Modes, func(a, b ModeChange) int { return cmp.Compare(a.At, b.At) })
	slices.SortStableFunc(t.Streams, func(a, b StreamBreak) int { return cmp.Compare(a.At, b.At) })
	t.ofShard = make([][]Reparent, len(layout.Shards))
	for _, e := range t.Reparents {
		t.ofShard[e.Shard] = append(t.ofShard[e.Shard], e)
	}
	return t
}

// publish adds a change of state that a tablet reports.
func (b *builder) publish(at sim.Time, update health.Update) {
	update.Origin = health.State
	b.timeline.Published = append(b.timeline.Published, Published{At: at, Update: update})
}

func (b *builder) mode(at sim.Time, tablet health.TabletIndex, mode health.Mode) {
	b.timeline.Modes = append(b.timeline.Modes, ModeChange{at, tablet, mode})
}

func (b *builder) stream(at sim.Time, tablet health.TabletIndex, silent bool) {
	b.timeline.Streams = append(b.timeline.Streams, StreamBreak{at, tablet, silent})
}

// reparents plays the rollout. Reparents of the same shard do not overlap: the shard's lock in the topology makes the
// next one wait.
func (b *builder) reparents() {
	free := make([]sim.Time, len(b.primary))
	starts := b.config.Schedule.Starts(&Plan{
		Begin: b.config.Start, Horizon: b.config.Horizon, Order: b.order(),
		Uniform: func(shard health.ShardIndex, n int) float64 {
			return b.uniform(purposeSchedule, uint64(shard), uint64(n))
		},
		Promoted: func(shard health.ShardIndex, start sim.Time) sim.Time {
			r, _ := b.draw(shard, start)
			return r.up
		},
	})
	for _, start := range starts {
		at := max(start.At, free[start.Shard])
		if at >= b.config.Horizon {
			continue
		}
		r, kind := b.draw(start.Shard, at)
		if b.died[r.newTablet] != sim.Never {
			continue // no tablet is left to take over
		}
		free[start.Shard] = max(r.announced, r.oldReports) + 1
		if kind.PrimaryDies {
			b.died[r.oldTablet] = r.down
		}
		kind.play(b, &r)
		b.played[start.Shard]++
		b.timeline.Reparents = append(b.timeline.Reparents,
			Reparent{r.shard, kind.Name, r.start, r.down, r.up, r.announced, b.term[r.shard]})
	}
	slices.SortStableFunc(b.timeline.Reparents, func(a, b Reparent) int { return cmp.Compare(a.Start, b.Start) })
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

// draw draws the kind and the times of the shard's next reparent, one uniform each.
func (b *builder) draw(shard health.ShardIndex, start sim.Time) (drawnReparent, *ReparentKind) {
	key := b.key.With(purposeReparent).With(uint64(shard)).With(b.played[shard])
	mix := b.choose(b.uniform(purposeMix, uint64(shard), b.played[shard]))
	kind := KindNamed(mix.Kind)
	r := drawnReparent{
		shard: shard, start: start, silent: mix.Silent, oldTablet: b.primary[shard], oldTerm: b.term[shard],
	}
	r.newTablet = b.successor(shard, r.oldTablet)
	r.down = start
	if slices.Contains(kind.Uses, FieldDemote) {
		r.down = start.Add(mix.Demote.Quantile(key.With(0).Uniform()))
	}
	r.up = r.down.Add(mix.Outage.Quantile(key.With(1).Uniform()))
	r.announced = r.up.Add(mix.Announce.Quantile(key.With(2).Uniform()))
	r.oldReports = r.up.Add(mix.OldPrimaryReports.Quantile(key.With(3).Uniform()))
	return r, kind
}

// choose returns the entry of the mix that the uniform u selects.
func (b *builder) choose(u float64) *MixEntry {
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

// successor returns the tablet that takes over: the next living one of the shard, in turn, or the old primary if there
// is none.
func (b *builder) successor(shard health.ShardIndex, old health.TabletIndex) health.TabletIndex {
	first := b.timeline.Layout.Shards[shard].Primary
	count := health.TabletIndex(1 + b.config.ReplicasPerShard)
	next := first + (old-first+1)%count
	for b.died[next] != sim.Never && next != old {
		next = first + (next-first+1)%count
	}
	return next
}
