package watcher

// Config says by which rules the keyspace event watcher decides.
type Config struct {
	// WaitForReparent makes the start of buffering mark the shard as not serving until a higher term arrives (Vitess
	// v22 and later).
	WaitForReparent bool
}
