package cluster

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// repeats adds the periodic repeats of every tablet. The first repeat comes at a random phase, and each further one an
// interval after the tablet's last update, whatever that was: vttablet's timer restarts with every update.
func (b *builder) repeats() {
	layout := b.timeline.Layout
	changes := b.timeline.Published
	slices.SortStableFunc(changes, func(x, y Published) int {
		return cmp.Or(cmp.Compare(x.Update.Tablet, y.Update.Tablet), cmp.Compare(x.At, y.At))
	})
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
		died := b.died[index]
		own = own[:sort.Search(len(own), func(i int) bool { return own[i].At >= died })]
		all = b.repeat(all, index, own, interval, min(b.config.Horizon, died))
	}
	slices.SortStableFunc(all, func(x, y Published) int { return cmp.Compare(x.At, y.At) })
	b.timeline.Published = all
}

// repeat appends one tablet's changes and, between them, its repeats until the end.
func (b *builder) repeat(
	all []Published, tablet health.TabletIndex, changes []Published, interval time.Duration, end sim.Time,
) []Published {
	layout := b.timeline.Layout
	shard := layout.Tablets[tablet].Shard
	state := health.Update{Tablet: tablet, Shard: shard, Type: health.Replica, Serving: true, Origin: health.Periodic}
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
		state.Origin = health.Periodic
	}
	for next < end {
		add(next, state)
	}
	return all
}
