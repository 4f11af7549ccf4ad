package watcher

// Config is by which rules the keyspace event watcher decides.
type Config struct {
	// WaitForReparent: the start of buffering marks the shard as not serving until a higher term arrives (Vitess v22
	// and later).
	WaitForReparent bool
}
