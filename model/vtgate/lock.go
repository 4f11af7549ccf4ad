package vtgate

import (
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
)

// lock is a sync.RWMutex as it behaves under Go's scheduler. When it is released, waiting readers look first; then the
// running goroutine may take it again at once; only then does the first waiting writer get it. (The recordings show it:
// a consumer with one event after the other keeps a request from writing for as long as the events last, and lets it
// read in between.)
type lock struct {
	holder  goroutine
	readers []waiter // requests that want to read
	waiters []waiter // goroutines that want to write
}

// waiter is a goroutine that waits for a lock, with the number of its wait in the journal.
type waiter struct {
	goroutine
	number int32
}

func (l *lock) free() bool { return l.holder.kind == nobody }

// unused reports whether nobody holds a shard buffer's lock and nobody waits for it.
func (l *locks) unused(s health.ShardIndex) bool {
	own := &l.shards[s]
	return own.free() && len(own.waiters) == 0 && len(own.readers) == 0
}

func (l *lock) reset() { *l = lock{readers: l.readers[:0], waiters: l.waiters[:0]} }

// heldShard proves that the shard buffer's lock is held, heldKeyspace that the keyspace's lock in the watcher is.
// Functions that need the lock held take one as an argument. A goroutine gets it by acquiring the lock or by being
// resumed with it.
type (
	heldShard    struct{ shard health.ShardIndex }
	heldKeyspace struct{ keyspace health.KeyspaceIndex }
)

// locks are the locks of a vtgate: one for each shard's buffer, and one for each keyspace in the watcher.
type locks struct {
	clock      *clock
	unit       *record.Unit
	fates      *fates
	goroutines *goroutines
	layout     *cluster.Layout

	shards    []lock
	keyspaces []lock
	taken     []health.ShardIndex // shards whose locks were taken at this instant and are still held
	waits     waits
}

func newLocks(layout *cluster.Layout) *locks {
	return &locks{layout: layout, shards: make([]lock, len(layout.Shards)),
		keyspaces: make([]lock, len(layout.Keyspaces)),
		waits:     waits{topology: make([]resource, len(layout.Keyspaces))}}
}

func (l *locks) reset() {
	for s := range l.shards {
		l.shards[s].reset()
	}
	for k := range l.keyspaces {
		l.keyspaces[k].reset()
	}
	l.taken = l.taken[:0]
	l.waits.reset()
}

// acquireShard takes a shard buffer's lock, or puts the goroutine in line; it is then resumed with the lock when its
// turn comes. It reports whether the lock was taken.
func (l *locks) acquireShard(s health.ShardIndex, who goroutine) (heldShard, bool) {
	if l.shards[s].free() {
		l.holdShard(s, who)
		return heldShard{s}, true
	}
	l.await(&l.shards[s].waiters, who, resource{shardLock, int32(s)})
	return heldShard{}, false
}

// acquireKeyspace is acquireShard for a keyspace's lock.
func (l *locks) acquireKeyspace(k health.KeyspaceIndex, who goroutine) (heldKeyspace, bool) {
	if own := &l.keyspaces[k]; own.free() {
		own.holder = who
		return heldKeyspace{k}, true
	}
	l.await(&l.keyspaces[k].waiters, who, resource{keyspaceLock, int32(k)})
	return heldKeyspace{}, false
}

// look reports whether a request can read at once what a shard buffer's lock guards. If not, the request is resumed
// when the lock is released.
func (l *locks) look(s health.ShardIndex, who goroutine) bool {
	if l.shards[s].free() {
		return true
	}
	l.await(&l.shards[s].readers, who, resource{shardLock, int32(s)})
	return false
}

// await puts a goroutine in line.
func (l *locks) await(line *[]waiter, who goroutine, what resource) {
	*line = append(*line, l.waiting(who, what))
	l.detectDeadlock(who)
}

// waiting notes that a goroutine waits.
func (l *locks) waiting(who goroutine, what resource) waiter {
	one := waiter{goroutine: who}
	if l.unit.Journal != nil {
		one.number = l.unit.Journal.LockAwaited(l.nameOf(who), l.nameOfResource(what), l.clock.Now())
	}
	l.waits.set(who, what)
	return one
}

// granted ends a wait.
func (l *locks) granted(one waiter) {
	l.waits.set(one.goroutine, resource{})
	if l.unit.Journal != nil {
		l.unit.Journal.LockGranted(one.number, l.clock.Now())
	}
}

// holdShard sets the holder of a shard buffer's lock. Most locks are released at the same instant, so that no query can
// find them taken.
func (l *locks) holdShard(s health.ShardIndex, who goroutine) {
	l.shards[s].holder = who
	l.taken = append(l.taken, s)
}

// keep notes the shards whose locks stay held after this instant.
func (l *locks) keep() {
	for _, s := range l.taken {
		l.fates.changed(s)
	}
	l.taken = l.taken[:0]
}

// releaseShard releases a shard buffer's lock.
func (l *locks) releaseShard(held heldShard) {
	l.shards[held.shard].holder = goroutine{}
	if last := len(l.taken) - 1; last >= 0 && l.taken[last] == held.shard {
		l.taken = l.taken[:last]
	} else {
		l.fates.changed(held.shard)
	}
	own := &l.shards[held.shard]
	for _, one := range own.readers {
		l.granted(one)
		l.goroutines.wake(one.goroutine)
	}
	own.readers = own.readers[:0]
	if len(own.waiters) > 0 {
		l.goroutines.wake(goroutine{kind: grantShard, index: int32(held.shard)})
	}
}

// releaseKeyspace releases a keyspace's lock.
func (l *locks) releaseKeyspace(held heldKeyspace) {
	own := &l.keyspaces[held.keyspace]
	own.holder = goroutine{}
	if len(own.waiters) > 0 {
		l.goroutines.wake(goroutine{kind: grantKeyspace, index: int32(held.keyspace)})
	}
}

// grantShard gives a shard buffer's lock to the first in line, unless another goroutine has taken it since its release.
func (l *locks) grantShard(s health.ShardIndex) {
	if own := &l.shards[s]; own.free() && len(own.waiters) > 0 {
		first := own.first()
		l.holdShard(s, first.goroutine)
		l.granted(first)
		l.goroutines.resume(first.goroutine)
	}
}

// grantKeyspace is grantShard for a keyspace's lock.
func (l *locks) grantKeyspace(k health.KeyspaceIndex) {
	if own := &l.keyspaces[k]; own.free() && len(own.waiters) > 0 {
		first := own.first()
		own.holder = first.goroutine
		l.granted(first)
		l.goroutines.resume(first.goroutine)
	}
}

// first removes the first goroutine from the line.
func (l *lock) first() waiter {
	first := l.waiters[0]
	l.waiters = append(l.waiters[:0], l.waiters[1:]...)
	return first
}
