// Package buffer is vtgate's per-shard buffering (go/vt/vtgate/buffer in Vitess v0.21 to v0.23): when a shard starts to
// buffer, which requests wait, which are evicted, and how the queue drains. It has no clock, no timers and no locks:
// its owner tells it the time and asks it what happens next.
package buffer
