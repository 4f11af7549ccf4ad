package cluster

import (
	"cmp"
	"math"
	"slices"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// replicaUpdates adds the further updates of replicas, such as changes of their lag. Each comes from a tablet that is a
// replica of a random shard at that instant, if the shard has one.
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

// role says whether a tablet is a replica from an instant on.
type role struct {
	at      sim.Time
	replica bool
}

// roles lists the changes of each tablet's role, in order of time.
func (b *builder) roles() [][]role {
	roles := make([][]role, len(b.timeline.Layout.Tablets))
	for i := range b.timeline.Published {
		p := &b.timeline.Published[i]
		roles[p.Update.Tablet] = append(roles[p.Update.Tablet], role{p.At, p.Update.Type == health.Replica})
	}
	for tablet, at := range b.died {
		if at != sim.Never {
			roles[tablet] = append(roles[tablet], role{at, false})
		}
	}
	for _, own := range roles {
		slices.SortStableFunc(own, func(x, y role) int { return cmp.Compare(x.at, y.at) })
	}
	return roles
}

// replica returns the n-th replica of the shard at the instant, starting over after the last, or health.NoTablet if the
// shard has none.
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
