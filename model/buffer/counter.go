package buffer

// Counters are Vitess's statistics of a buffer, over all shards of a vtgate or for one of them.
type Counters struct {
	Starts, Buffered, Drained                                                    int
	Stops                                                                        [stopReasons]int // by StopReason
	EvictedBufferFull, EvictedWindowExceeded, EvictedContextDone                 int
	SkippedDisabled, SkippedBufferFull, SkippedLastFailover, SkippedLastReparent int
}

// Add adds other's counts to c's.
func (c *Counters) Add(other *Counters) {
	c.Starts += other.Starts
	c.Buffered += other.Buffered
	c.Drained += other.Drained
	for r := range c.Stops {
		c.Stops[r] += other.Stops[r]
	}
	c.EvictedBufferFull += other.EvictedBufferFull
	c.EvictedWindowExceeded += other.EvictedWindowExceeded
	c.EvictedContextDone += other.EvictedContextDone
	c.SkippedDisabled += other.SkippedDisabled
	c.SkippedBufferFull += other.SkippedBufferFull
	c.SkippedLastFailover += other.SkippedLastFailover
	c.SkippedLastReparent += other.SkippedLastReparent
}
