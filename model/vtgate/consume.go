package vtgate

import (
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
)

// consumer is the buffer's goroutine that takes keyspace events and passes each to the buffers of its shards, one after
// the other (Buffer.HandleKeyspaceEvent).
type consumer struct {
	clock      *clock
	config     *Config
	unit       *record.Unit
	locks      *locks
	goroutines *goroutines
	world      World
	watcher    *watcher.Watcher // takes finished events back
	buffers    *shardBuffers

	channel []*health.KeyspaceEvent // sent and not yet taken
	senders []sender                // goroutines that wait for room in the channel, each with its keyspace locked
	consumerState
}

// consumerState is the state of the consumer's goroutine.
type consumerState struct {
	event *health.KeyspaceEvent // in work, or nil
	place int                   // index of the shard in event.Shards whose turn it is
	made  int32                 // events made so far
	taken int32                 // events taken so far
}

// sender is a goroutine that waits for room in the event channel.
type sender struct {
	waiter
	event *health.KeyspaceEvent
	made  int32 // the event's number in the journal
}

func (c *consumer) reset() {
	c.consumerState = consumerState{}
	c.channel, c.senders = c.channel[:0], c.senders[:0]
}

// send puts an event into the channel. If there is no room, the sender waits in line and is resumed when the event has
// been sent. send reports whether the event was sent at once; the sender then releases its lock and calls next.
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

// next makes an idle consumer take the next event, which makes room for the first waiting sender.
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

// eventTime returns the consumer's time for an event before it touches the shard buffers.
func (c *consumer) eventTime() time.Duration {
	if c.clock.settingUp() {
		return 0
	}
	return c.config.EventProcessing.Quantile(c.clock.key.With(purposeConsumer).With(uint64(c.taken)).Uniform())
}

// shardTime returns how long the consumer holds a shard buffer's lock before it does its work there.
func (c *consumer) shardTime() time.Duration {
	if c.clock.settingUp() {
		return 0
	}
	key := c.clock.key.With(purposeConsumer).With(uint64(c.taken)).With(uint64(c.place))
	return c.config.ShardProcessing.Quantile(key.Uniform())
}

// walk visits the event's shards, from the one whose turn it is, as far as possible at this instant.
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
			c.place++ // it would only take and release the lock
			continue
		}
		held, taken := c.locks.acquireShard(s, goroutine{kind: eventConsumer})
		if !taken || !c.visit(held) {
			return
		}
	}
}

// resume continues the walk when the consumer has the shard buffer's lock that it waited for.
func (c *consumer) resume() {
	if c.visit(heldShard{c.event.Shards[c.place].Shard}) {
		c.walk()
	}
}

// visit does the consumer's work with a shard buffer. It reports whether the work was done at once.
func (c *consumer) visit(held heldShard) bool {
	if d := c.shardTime(); d > 0 {
		c.clock.schedule(c.clock.Now().Add(d), eventConsumerStep, 0)
		return false
	}
	c.observe(held)
	return true
}

// stepDone ends a visit that took time.
func (c *consumer) stepDone() {
	c.observe(heldShard{c.event.Shards[c.place].Shard})
	c.walk()
}

// observe passes the event to the shard buffer.
func (c *consumer) observe(held heldShard) {
	e := c.event.Shards[c.place]
	c.place++
	c.buffers.observe(e, held)
}
