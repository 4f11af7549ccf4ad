// Package watcher is vtgate's keyspace event watcher (go/vt/discovery/keyspace_events.go in Vitess v0.21 to v0.23): the
// rules by which a shard counts as disrupted and a keyspace as whole again. It has no clock and no locks: its owner
// decides when an update takes effect.
package watcher
