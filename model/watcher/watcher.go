package watcher

import (
	"slices"

	"github.com/reparentsim/reparentsim/model/health"
)

// ShardState is what the watcher knows about one shard.
type ShardState struct {
	Known           bool // an update of a serving primary was seen
	Serving         bool
	WaitForReparent bool // only a higher term makes the shard serve again (v22)
	Term            int64
	Primary         health.TabletIndex
}

// Watcher follows the shards of all keyspaces. Create it with New.
type Watcher struct {
	waitForReparent bool
	overlaps        func(a, b health.ShardIndex) bool
	shards          []ShardState
	active          []bool // the shard is in its keyspace's PRIMARY partition of the topology
	keyspaceOf      []health.KeyspaceIndex
	shardsOf        [][]health.ShardIndex
	keyspaces       []keyspace
	partitions      [][]health.ShardIndex // by keyspace: the topology's PRIMARY partition, in its order
	spare           []*health.KeyspaceEvent
}

// keyspace counts what keeps a keyspace from being consistent, so that each update costs O(1).
type keyspace struct {
	consistent bool
	missing    int // active shards that do not serve
	foreign    int // shards that serve and are not active
}

// New returns a watcher that knows nothing about its shards yet. All of them are in the topology's PRIMARY partition.
// keyspaceOf gives the keyspace of each shard. overlaps reports whether the key ranges of two shards intersect; it may
// be nil if the partition never changes.
func New(
	config Config, keyspaces int, keyspaceOf []health.KeyspaceIndex, overlaps func(a, b health.ShardIndex) bool,
) *Watcher {
	w := &Watcher{waitForReparent: config.WaitForReparent, overlaps: overlaps, keyspaceOf: keyspaceOf,
		shards: make([]ShardState, len(keyspaceOf)), active: make([]bool, len(keyspaceOf)),
		shardsOf: make([][]health.ShardIndex, keyspaces), keyspaces: make([]keyspace, keyspaces),
		partitions: make([][]health.ShardIndex, keyspaces)}
	for s, k := range keyspaceOf {
		w.shardsOf[k] = append(w.shardsOf[k], health.ShardIndex(s))
	}
	w.Forget()
	return w
}

// Forget puts the watcher back into the state that New returns.
func (w *Watcher) Forget() {
	for k := range w.keyspaces {
		w.keyspaces[k] = keyspace{missing: len(w.shardsOf[k])}
		w.partitions[k] = w.shardsOf[k]
	}
	for s := range w.shards {
		w.shards[s], w.active[s] = ShardState{Primary: health.NoTablet}, true
	}
}

// KnowAll tells the watcher that every shard serves, with the given primary and term, as in a steady state.
func (w *Watcher) KnowAll(primary func(health.ShardIndex) (health.TabletIndex, int64)) {
	for s := range w.shards {
		tablet, term := primary(health.ShardIndex(s))
		w.shards[s] = ShardState{Known: true, Serving: true, Primary: tablet, Term: term}
		w.active[s] = true
	}
	for k := range w.keyspaces {
		w.keyspaces[k] = keyspace{consistent: true}
	}
}

// Shard returns what is known about a shard.
func (w *Watcher) Shard(shard health.ShardIndex) ShardState { return w.shards[shard] }

// Consistent reports whether the keyspace counts as whole.
func (w *Watcher) Consistent(k health.KeyspaceIndex) bool { return w.keyspaces[k].consistent }

// IsPromotion reports whether the update has a higher term than the watcher knows.
func (w *Watcher) IsPromotion(u *health.Update) bool {
	return u.Type == health.Primary && u.Term > w.shards[u.Shard].Term
}

// ChangesNothing reports whether Process would change nothing and make no event: for an update of a replica, or one
// that repeats what is known about a serving primary.
func (w *Watcher) ChangesNothing(u *health.Update) bool {
	if u.Type != health.Primary {
		return true
	}
	shard, k := &w.shards[u.Shard], &w.keyspaces[w.keyspaceOf[u.Shard]]
	return u.Serving && shard.Known && shard.Serving && u.Term <= shard.Term &&
		(k.consistent || k.missing > 0 || k.foreign > 0)
}

// Process applies an update (keyspaceState.onHealthCheck). If the keyspace becomes whole, it returns an event, which
// must be given back with Release.
func (w *Watcher) Process(u *health.Update) *health.KeyspaceEvent {
	if u.Type != health.Primary {
		return nil
	}
	shard := &w.shards[u.Shard]
	if !shard.Known {
		if !u.Serving {
			return nil
		}
		shard.Known = true
	}
	k := &w.keyspaces[w.keyspaceOf[u.Shard]]
	if shard.Serving != u.Serving {
		k.consistent = false
		if u.Serving && shard.WaitForReparent {
			if u.Term > shard.Term {
				shard.WaitForReparent = false
				w.setServing(u.Shard, true)
			}
		} else {
			w.setServing(u.Shard, u.Serving)
		}
	}
	if !u.Serving {
		shard.WaitForReparent = false
	}
	if u.Term > shard.Term {
		k.consistent = false
		shard.Term, shard.Primary = u.Term, u.Tablet
	}
	return w.ensureConsistent(w.keyspaceOf[u.Shard])
}

func (w *Watcher) setServing(shard health.ShardIndex, serving bool) {
	if w.shards[shard].Serving == serving {
		return
	}
	w.shards[shard].Serving = serving
	change := 1
	if !serving {
		change = -1
	}
	k := &w.keyspaces[w.keyspaceOf[shard]]
	if w.active[shard] {
		k.missing -= change
	} else {
		k.foreign += change
	}
}

// ensureConsistent makes the keyspace consistent if all its shards serve, and returns the event that says so
// (keyspaceState.ensureConsistentLocked).
func (w *Watcher) ensureConsistent(index health.KeyspaceIndex) *health.KeyspaceEvent {
	k := &w.keyspaces[index]
	if k.consistent || k.missing > 0 || k.foreign > 0 {
		return nil
	}
	k.consistent = true
	event := w.newKeyspaceEvent(index)
	for _, s := range w.shardsOf[index] {
		shard := &w.shards[s]
		if !shard.Known {
			continue
		}
		event.Shards = append(event.Shards, health.ShardEvent{Shard: s, Serving: shard.Serving, Primary: shard.Primary})
		if !shard.Serving {
			*shard = ShardState{Primary: health.NoTablet}
		}
	}
	return event
}

func (w *Watcher) newKeyspaceEvent(k health.KeyspaceIndex) *health.KeyspaceEvent {
	if n := len(w.spare); n > 0 {
		event := w.spare[n-1]
		w.spare = w.spare[:n-1]
		event.Keyspace, event.Shards = k, event.Shards[:0]
		return event
	}
	return &health.KeyspaceEvent{Keyspace: k}
}

// Release takes an event back for reuse.
func (w *Watcher) Release(e *health.KeyspaceEvent) { w.spare = append(w.spare, e) }

// MarkNotServing is called when buffering starts (KeyspaceEventWatcher.MarkShardNotServing). From v22 on the shard then
// counts as not serving, and after an error that speaks of a reparent only a higher term makes it serve again. It
// reports whether buffering may start: not for a shard that the watcher does not know. In v21 it does nothing and
// returns true.
func (w *Watcher) MarkNotServing(shard health.ShardIndex, reparentError bool) bool {
	if !w.waitForReparent {
		return true
	}
	state := &w.shards[shard]
	if !state.Known {
		return false
	}
	w.keyspaces[w.keyspaceOf[shard]].consistent = false
	w.setServing(shard, false)
	if reparentError {
		state.WaitForReparent = true
	}
	return true
}

// Answer is what the watcher tells a request that found no healthy primary.
type Answer uint8

// The answers, in the order in which the gateway looks for them.
const (
	Resharding        Answer = iota // the keyspace is being resharded
	PrimaryNotServing               // the shard's primary is known and does not serve
	PrimaryServing                  // the watcher has a primary: its view and the health check's disagree
	NoPrimary                       // the watcher has no primary
)

// Ask answers a request for the shard (TargetIsBeingResharded, ShouldStartBufferingForTarget).
func (w *Watcher) Ask(shard health.ShardIndex) Answer {
	k := w.keyspaceOf[shard]
	state := &w.shards[shard]
	switch {
	case w.beingResharded(k, shard):
		return Resharding
	case !state.Known || state.Primary == health.NoTablet:
		return NoPrimary
	case !state.Serving && state.Term != 0 && !w.keyspaces[k].consistent:
		return PrimaryNotServing
	}
	return PrimaryServing
}

func (w *Watcher) beingResharded(k health.KeyspaceIndex, shard health.ShardIndex) bool {
	if w.overlaps == nil || w.keyspaces[k].consistent {
		return false
	}
	for _, other := range w.shardsOf[k] {
		if other != shard && w.shards[other].Serving && w.overlaps(shard, other) {
			return true
		}
	}
	return false
}

// Repartition applies the topology's new PRIMARY partition of a keyspace (keyspaceState.onSrvKeyspace). The same shards
// in another order count as a new partition. If the keyspace becomes whole, it returns an event, as Process does.
func (w *Watcher) Repartition(index health.KeyspaceIndex, active []health.ShardIndex) *health.KeyspaceEvent {
	if slices.Equal(w.partitions[index], active) {
		return nil
	}
	w.partitions[index] = active
	k := &w.keyspaces[index]
	*k = keyspace{}
	for _, s := range w.shardsOf[index] {
		w.active[s] = slices.Contains(active, s)
		switch {
		case w.active[s] && !w.shards[s].Serving:
			k.missing++
		case !w.active[s] && w.shards[s].Serving:
			k.foreign++
		}
	}
	return w.ensureConsistent(index)
}
