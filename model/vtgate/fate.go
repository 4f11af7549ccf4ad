package vtgate

import "github.com/reparentsim/reparentsim/model/health"

// fates notes the shards for whose queries something has changed that may decide their fate: the healthy primary, a
// tablet's mode, or the shard buffer's lock or state. Such changes are made only through setters that note them here.
type fates struct {
	shards []health.ShardIndex // noted since the last refresh
	noted  []bool              // by shard
}

func (f *fates) changed(s health.ShardIndex) {
	if !f.noted[s] {
		f.noted[s] = true
		f.shards = append(f.shards, s)
	}
}

func (f *fates) reset() {
	for _, s := range f.shards {
		f.noted[s] = false
	}
	f.shards = f.shards[:0]
}
