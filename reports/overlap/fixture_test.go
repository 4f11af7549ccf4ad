package overlap

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// rolloutSketch makes stories without the model: outages, and bufferings that end when the keyspace is whole, or after
// ten seconds.
type rolloutSketch struct {
	keyspaces, shards int // shards of each keyspace
	untouched         int // shards at the end of the last keyspace that are not reparented
	spacing           time.Duration
	wave              int // shards that start together, spacing apart
	outage            time.Duration
	lost              []int // places in the order of reparent whose promotion is dropped
	lostReplicas      int
	deadlockAt        sim.Time
}

const sketchLimit = 10 * time.Second

func (s rolloutSketch) story() *record.Story {
	random := rand.New(rand.NewPCG(7, 7))
	story := &record.Story{Strategy: "cap2", Timeline: &cluster.Timeline{},
		Journal: record.Journal{DeadlockAt: sim.Never, End: sim.Time(10 * time.Minute)}}
	keyspaces := make([]cluster.Keyspace, s.keyspaces)
	for k := range keyspaces {
		keyspace := cluster.Keyspace{Name: []string{"commerce", "customer", "orders", "events", "audit"}[k]}
		for n := range s.shards {
			keyspace.Shards = append(keyspace.Shards, sketchShardName(n, s.shards))
		}
		keyspaces[k] = keyspace
	}
	story.Timeline.Layout = layoutOf(keyspaces...)
	order := random.Perm(s.keyspaces*s.shards - s.untouched)
	for place, shard := range order {
		turn := time.Duration(place/max(s.wave, 1)) * s.spacing
		late := time.Duration(random.Float64() * float64(s.outage) / 3)
		start := sim.Time(30 * time.Second).Add(turn).Add(late)
		down := start.Add(100 * time.Microsecond)
		up := down.Add(time.Duration((0.5 + random.Float64()) * float64(s.outage)))
		story.Timeline.Reparents = append(story.Timeline.Reparents, cluster.Reparent{
			Shard: health.ShardIndex(shard), Kind: "planned", Start: start, Down: down, Up: up})
	}
	s.see(story)
	if s.deadlockAt != 0 {
		story.DeadlockAt = s.deadlockAt
		story.DeadlockCycle = "watcher holds its lock and waits for the subscriber's channel; " +
			"the buffer holds the shard's lock and waits for the watcher"
	}
	s.buffer(story)
	for range s.lostReplicas {
		e := story.Timeline.Reparents[random.IntN(len(order))]
		story.Drops = append(story.Drops, record.Drop{At: e.Up.Add(time.Duration(random.IntN(1e9))),
			Update: health.Update{Shard: e.Shard, Type: health.Replica, Serving: true}})
	}
	slices.SortStableFunc(story.Timeline.Reparents, func(a, b cluster.Reparent) int { return int(a.Start - b.Start) })
	return story
}

// see makes the vtgate see every promotion at once, except the lost ones, of which it learns 25 seconds later.
func (s rolloutSketch) see(story *record.Story) {
	seen := make([][]record.Span, s.keyspaces)
	for place, e := range story.Timeline.Reparents {
		known := e.Up.Add(20 * time.Millisecond)
		if slices.Contains(s.lost, place) {
			known = e.Up.Add(25 * time.Second)
			story.Drops = append(story.Drops, record.Drop{At: e.Up,
				Update: health.Update{Shard: e.Shard, Type: health.Primary, Serving: true, Term: 2}})
		}
		k := int(e.Shard) / s.shards
		seen[k] = append(seen[k], record.Span{From: e.Down.Add(5 * time.Millisecond), To: known})
	}
	for k := range seen {
		story.Seen = append(story.Seen, cluster.Union(seen[k]))
	}
}

// buffer makes each shard buffer from its outage until its keyspace is whole, for at most ten seconds.
func (s rolloutSketch) buffer(story *record.Story) {
	for _, e := range story.Timeline.Reparents {
		b := record.Buffering{Shard: e.Shard, Start: e.Down.Add(15 * time.Millisecond), Reason: record.NewPrimarySeen}
		for _, span := range story.Seen[int(e.Shard)/s.shards] {
			if span.From <= b.Start && b.Start < span.To {
				b.Stop = span.To
			}
		}
		if b.Stop.Sub(b.Start) > sketchLimit {
			b.Stop, b.Reason, b.Cause = b.Start.Add(sketchLimit), record.MaxDurationExceeded, record.TimeoutOverlap
			if len(story.Drops) > 0 {
				b.Cause = record.TimeoutOtherLostUpdate
			}
		}
		if s.deadlockAt != 0 && b.Start < s.deadlockAt && b.Stop > s.deadlockAt {
			b.Stop, b.Reason, b.Cause = sim.Never, record.StillBuffering, 0
		}
		if s.deadlockAt == 0 || b.Start < s.deadlockAt {
			story.Bufferings = append(story.Bufferings, b)
		}
	}
	slices.SortStableFunc(story.Bufferings, func(a, b record.Buffering) int { return int(a.Start - b.Start) })
}

func sketchShardName(n, shards int) string {
	digits, most := 2, 256
	for shards > most {
		digits, most = digits+2, most*256
	}
	bound := func(n int) string {
		if n == 0 || n == shards {
			return ""
		}
		return fmt.Sprintf("%0*x", digits, n*most/shards)
	}
	return bound(n) + "-" + bound(n+1)
}

// untouched is a cluster in which nothing is reparented.
var untouched = rolloutSketch{keyspaces: 1, shards: 4, untouched: 4}

// The sketches that tests draw.
func burst(shards int, lost ...int) rolloutSketch {
	return rolloutSketch{keyspaces: 1, shards: shards, outage: 3 * time.Second, wave: shards, lost: lost}
}

func rolling(shards int) rolloutSketch {
	return rolloutSketch{keyspaces: 1, shards: shards, outage: 3 * time.Second, wave: 1, spacing: time.Second}
}

func waves(shards, wave int, lost ...int) rolloutSketch {
	return rolloutSketch{keyspaces: 1, shards: shards, outage: 3 * time.Second,
		wave: wave, spacing: 7 * time.Second, lost: lost}
}
