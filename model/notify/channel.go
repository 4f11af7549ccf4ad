package notify

// channel is a Go channel of pointers with a fixed capacity. An update that finds it full is lost
// (HealthCheckImpl.broadcast in Vitess, a select with a default).
type channel struct {
	ring
	capacity  int
	footprint Footprint
}

func newChannel(s Spec) Queue {
	c := &channel{capacity: s.capacity}
	c.Reset()
	return c
}

// Offer keeps the item if there is room.
func (c *channel) Offer(item Item) (Verdict, *Item) {
	if c.count == c.capacity {
		return Refused, nil
	}
	c.push(item)
	return Stored, nil
}

// Take returns the oldest item.
func (c *channel) Take() (Item, bool) { return c.pop() }

// Pass allocates nothing.
func (c *channel) Pass() {}

// Len returns the number of items that wait.
func (c *channel) Len() int { return c.count }

// Footprint returns a constant: a channel allocates its buffer when it is made.
func (c *channel) Footprint() Footprint { return c.footprint }

// Reset makes the channel again.
func (c *channel) Reset() {
	c.clear()
	c.footprint = Footprint{}
	c.footprint.allocate(channelHeaderBytes)
	c.footprint.allocate(objectBytes(int64(c.capacity) * pointerBytes))
}

// channelHeaderBytes is the size of runtime.hchan in Go 1.26 on 64-bit machines: 112 bytes, which is a size class. For
// elements with pointers, makechan allocates the buffer as an object of its own (runtime/chan.go).
const channelHeaderBytes = 112
