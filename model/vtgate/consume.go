package vtgate

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
)

// consumer is the goroutine of the buffer that takes keyspace events and tells the shard buffers of an event's shards,
// one after the other (Buffer.HandleKeyspaceEvent).
type consumer struct {
	clock      *clock
	config     *Config
	unit       *record.Unit
	locks      *locks
	goroutines *goroutines
	world      World
	watcher    *watcher.Watcher // to which events go back
	buffers    *shardBuffers

	channel []*health.KeyspaceEvent // sent and not yet taken
	senders []sender                // those who wait for room in the channel, each with its keyspace locked
	consumerState
}

// consumerState is the consumer's goroutine itself.
type consumerState struct {
	event *health.KeyspaceEvent // in work, or nil
	place int                   // in event's shards: the one whose turn it is
	made  int32                 // events, so far
	taken int32
}

// sender waits for room in the event channel.
type sender struct {
	waiter
	event *health.KeyspaceEvent
	made  int32 // the event's number in the journal
}

func (c *consumer) reset() {
	c.consumerState = consumerState{}
	c.channel, c.senders = c.channel[:0], c.senders[:0]
}

// send puts an event into the channel, or the sender in line for room in it, to be resumed when the event is sent. It
// reports whether the event was sent; the sender then calls next once it has given its lock back.
func (c *consumer) send(event *health.KeyspaceEvent, from goroutine) bool {
	number := c.unit.EventMade(event, c.clock.Now())
	c.world.Arrange(c.made, event.Shards)
	c.made++
	if c.event != nil && (len(c.channel) >= c.config.EventChannel || len(c.senders) > 0) {
		one := c.locks.waiting(from, resource{kind: channelRoom})
		c.senders = append(c.senders, sender{one, event, number})
		c.locks.detectDeadlock(from)
		return false
	}
	c.channel = append(c.channel, event)
	c.unit.EventSent(number)
	return true
}

// next lets an idle consumer take the next event. That makes room for the first of those who wait to send one.
func (c *consumer) next() {
	if c.event != nil || len(c.channel) == 0 {
		return
	}
	c.event, c.place = c.channel[0], 0
	c.channel = append(c.channel[:0], c.channel[1:]...)
	c.taken++
	if len(c.senders) > 0 {
		first := c.senders[0]
		c.senders = append(c.senders[:0], c.senders[1:]...)
		c.channel = append(c.channel, first.event)
		c.unit.EventSent(first.made)
		c.locks.granted(first.waiter)
		c.goroutines.resume(first.goroutine)
	}
	if d := c.eventTime(); d > 0 {
		c.clock.schedule(c.clock.Now().Add(d), eventConsumerReady, 0)
		return
	}
	c.walk()
}

// eventTime is the consumer's time for an event before it touches the shard buffers.
func (c *consumer) eventTime() time.Duration {
	if c.clock.settingUp() {
		return 0
	}
	return c.config.EventProcessing.Quantile(c.clock.key.With(purposeConsumer).With(uint64(c.taken)).Uniform())
}

// shardTime is how long the consumer holds a shard buffer's lock before it does its work there.
func (c *consumer) shardTime() time.Duration {
	if c.clock.settingUp() {
		return 0
	}
	key := c.clock.key.With(purposeConsumer).With(uint64(c.taken)).With(uint64(c.place))
	return c.config.ShardProcessing.Quantile(key.Uniform())
}

// walk visits the event's shards from the one whose turn it is on, as far as it comes at this instant.
func (c *consumer) walk() {
	for c.event != nil {
		if c.place == len(c.event.Shards) {
			c.watcher.Release(c.event)
			c.event = nil
			c.next()
			return
		}
		s := c.event.Shards[c.place].Shard
		if !c.buffers.enabled(s) && c.shardTime() == 0 {
			c.place++ // only the lock would be taken and given back
			continue
		}
		held, taken := c.locks.acquireShard(s, goroutine{kind: eventConsumer})
		if !taken || !c.visit(held) {
			return
		}
	}
}

// resume goes on with the walk once the shard buffer's lock is there.
func (c *consumer) resume() {
	if c.visit(heldShard{c.event.Shards[c.place].Shard}) {
		c.walk()
	}
}

// visit is the consumer's turn with a shard buffer; it reports whether it was over at once.
func (c *consumer) visit(held heldShard) bool {
	if d := c.shardTime(); d > 0 {
		c.clock.schedule(c.clock.Now().Add(d), eventConsumerStep, 0)
		return false
	}
	c.observe(held)
	return true
}

// stepDone is the end of a visit that took time.
func (c *consumer) stepDone() {
	c.observe(heldShard{c.event.Shards[c.place].Shard})
	c.walk()
}

// observe tells the shard buffer of the event.
func (c *consumer) observe(held heldShard) {
	e := c.event.Shards[c.place]
	c.place++
	c.buffers.observe(e, held)
}
