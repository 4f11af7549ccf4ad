package model

import (
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
)

// consuming is the goroutine of the buffer that takes keyspace events and stops the buffering of their
// shards, one after the other.
type consuming struct {
	channel []*health.KeyspaceEvent
	senders []sender // those who wait for room in the channel, each with its keyspace locked
	busy    bool
	event   *health.KeyspaceEvent
	next    int   // the shard of event whose turn it is
	waiting bool  // for that shard buffer's lock
	made    int32 // events, so far
	taken   int32
}

// sender is someone who sends a keyspace event, with the keyspace locked until it is sent.
type sender struct {
	event    *health.KeyspaceEvent
	keyspace health.KeyspaceIndex
	from     actor
	trace    int32 // of the event in the journal
}

// publish sends an event to the consumer through the blocking channel, if one was made
// (KeyspaceEventWatcher.broadcast), and gives the keyspace's lock back.
func (g *Gate) publish(made *health.KeyspaceEvent, s sender) {
	s.event = made
	if made == nil {
		g.sent(s)
		return
	}
	s.trace = g.unit.EventMade(made, g.simulation.Now())
	g.shuffle(made)
	c := &g.consuming
	if c.busy && (len(c.channel) >= g.config.Gates.Watcher.EventChannel || len(c.senders) > 0) {
		c.senders = append(c.senders, s)
		g.detectDeadlock(s.from)
		return
	}
	c.channel = append(c.channel, made)
	g.sent(s)
	g.consumerNext()
}

// shuffle puts an event's shards into the order in which the consumer visits them: that of a Go map in Vitess, so
// any. Scripts have that of the configuration, as the recordings do.
func (g *Gate) shuffle(made *health.KeyspaceEvent) {
	if g.script != nil {
		return
	}
	c := &g.consuming
	stream := g.key.With(purposeShards).With(uint64(c.made)).Stream()
	c.made++
	for i := len(made.Shards) - 1; i > 0; i-- {
		j := min(int(stream.Float64()*float64(i+1)), i)
		made.Shards[i], made.Shards[j] = made.Shards[j], made.Shards[i]
	}
	if g.reversed.shards {
		slices.Reverse(made.Shards)
	}
}

// sent is the end of a send.
func (g *Gate) sent(s sender) {
	if s.event != nil {
		g.unit.EventSent(s.trace)
	}
	g.releaseKeyspace(s.keyspace)
	switch s.from.kind {
	case actorWatcher:
		g.watcherRests()
	case actorTopology:
		g.topologyRests(s.keyspace)
	}
}

// consumerNext lets an idle consumer take the next event; that makes room for a watcher that waits to
// send one.
func (g *Gate) consumerNext() {
	c := &g.consuming
	if c.busy || len(c.channel) == 0 {
		return
	}
	c.busy = true
	c.event, c.next = c.channel[0], 0
	c.channel = append(c.channel[:0], c.channel[1:]...)
	c.taken++
	if len(c.senders) > 0 {
		first := c.senders[0]
		c.senders = append(c.senders[:0], c.senders[1:]...)
		c.channel = append(c.channel, first.event)
		g.sent(first)
	}
	if d := g.eventProcessing(); d > 0 {
		g.schedule(g.simulation.Now().Add(d), eventConsumerReady, 0)
		return
	}
	g.consumerReady()
}

// eventProcessing is the consumer's time for an event before it touches the shard buffers.
func (g *Gate) eventProcessing() time.Duration {
	if g.script != nil {
		return g.script.eventDelay(g.simulation.Now())
	}
	law := &g.config.Gates.Watcher.EventProcessing
	return law.Quantile(g.key.With(purposeConsumer).With(uint64(g.consuming.taken)).Uniform())
}

// stepTime is how long the consumer holds each shard buffer's lock before it does its work there.
func (g *Gate) stepTime() time.Duration {
	if g.script != nil {
		return g.script.stepDelay(g.simulation.Now())
	}
	return 0
}

// consumerReady begins the walk over the event's shards (Buffer.HandleKeyspaceEvent).
func (g *Gate) consumerReady() {
	c := &g.consuming
	for c.busy {
		if c.next == len(c.event.Shards) {
			g.watcher.Release(c.event)
			c.busy, c.event = false, nil
			g.consumerNext()
			return
		}
		s := c.event.Shards[c.next].Shard
		if !g.buffer.Shard(s).Enabled && g.stepTime() == 0 {
			c.next++ // only the lock would be taken and given back
			continue
		}
		c.waiting = true
		if !g.acquire(&g.shards[s].lock, actor{kind: actorConsumer}) {
			return
		}
		if !g.consumerStep() {
			return
		}
	}
}

// consumerHasLock goes on with the walk once a shard buffer's lock is free.
func (g *Gate) consumerHasLock() {
	if g.consumerStep() {
		g.consumerReady()
	}
}

// consumerStep has a shard buffer's lock; it reports whether the step was done at once.
func (g *Gate) consumerStep() bool {
	c := &g.consuming
	c.waiting = false
	if d := g.stepTime(); d > 0 {
		g.touch(c.event.Shards[c.next].Shard)
		g.schedule(g.simulation.Now().Add(d), eventConsumerStep, 0)
		return false
	}
	g.observeShard()
	return true
}

// consumerObserves is the end of a step that took time.
func (g *Gate) consumerObserves() {
	g.observeShard()
	g.consumerReady()
}

// observeShard tells the shard buffer of the event and gives its lock back.
func (g *Gate) observeShard() {
	c := &g.consuming
	e := c.event.Shards[c.next]
	c.next++
	queued, reason, stopped := g.buffer.Observe(e.Shard, e.Primary, e.Serving, g.simulation.Now())
	if stopped {
		g.stopped(e.Shard, reason, queued)
	}
	g.touch(e.Shard)
	g.releaseShard(e.Shard)
}

// repartition is the topology's news of a keyspace's PRIMARY partition. Each keyspace has a goroutine of its own
// for them, which takes one after the other.
func (g *Gate) repartition(k health.KeyspaceIndex, active []health.ShardIndex) {
	g.partitions[k] = append(g.partitions[k], active)
	if len(g.partitions[k]) == 1 {
		g.topologyNext(k)
	}
}

func (g *Gate) topologyNext(k health.KeyspaceIndex) {
	if g.acquire(&g.keyspaceLocks[k], actor{actorTopology, int32(k)}) {
		g.topologyHasLock(k)
	}
}

func (g *Gate) topologyHasLock(k health.KeyspaceIndex) {
	made := g.watcher.Repartition(k, g.partitions[k][0])
	g.noteConsistency(k)
	g.publish(made, sender{keyspace: k, from: actor{actorTopology, int32(k)}})
}

// topologyRests ends the work on one change of a keyspace's partition.
func (g *Gate) topologyRests(k health.KeyspaceIndex) {
	g.partitions[k] = g.partitions[k][1:]
	if len(g.partitions[k]) > 0 {
		g.topologyNext(k)
	}
}
