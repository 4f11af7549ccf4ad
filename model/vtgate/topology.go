package vtgate

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
)

// Topology is the watcher's view of the topology: one goroutine per keyspace, which learns of changes of the keyspace's
// PRIMARY partition and applies them one after the other. A change may make an event (keyspaceState.onSrvKeyspace).
type Topology struct {
	clock    *clock
	unit     *record.Unit
	locks    *locks
	watcher  *watcher.Watcher
	consumer *consumer

	keyspaces []topologyState
}

// topologyState is the goroutine of one keyspace.
type topologyState struct {
	partitions [][]health.ShardIndex // changes not yet applied; the first is in work
	sending    bool                  // its event waits for room in the event channel, with the lock held
}

func (t *Topology) reset() { clear(t.keyspaces) }

// Repartition tells the goroutine of a keyspace its new PRIMARY partition.
func (t *Topology) Repartition(k health.KeyspaceIndex, active []health.ShardIndex) {
	own := &t.keyspaces[k]
	own.partitions = append(own.partitions, active)
	if len(own.partitions) == 1 {
		t.next(k)
	}
}

func (t *Topology) next(k health.KeyspaceIndex) {
	if held, taken := t.locks.acquireKeyspace(k, goroutine{kind: topologyWatcher, index: int32(k)}); taken {
		t.apply(held)
	}
}

// resume continues the goroutine when it has the lock that it waited for, or when its event has been sent.
func (t *Topology) resume(k health.KeyspaceIndex) {
	if t.keyspaces[k].sending {
		t.sent(heldKeyspace{k})
		return
	}
	t.apply(heldKeyspace{k})
}

func (t *Topology) apply(held heldKeyspace) {
	k := held.keyspace
	made := t.watcher.Repartition(k, t.keyspaces[k].partitions[0])
	t.unit.Consistency(k, t.watcher.Consistent(k), t.clock.Now())
	if made == nil {
		t.sent(held)
		return
	}
	t.keyspaces[k].sending = true
	if t.consumer.send(made, goroutine{kind: topologyWatcher, index: int32(k)}) {
		t.sent(held)
		t.consumer.next()
	}
}

// sent releases the lock and goes on with the next change, if there is one.
func (t *Topology) sent(held heldKeyspace) {
	own := &t.keyspaces[held.keyspace]
	own.sending = false
	t.locks.releaseKeyspace(held)
	if own.partitions = own.partitions[1:]; len(own.partitions) > 0 {
		t.next(held.keyspace)
	}
}
