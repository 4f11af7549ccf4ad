package vtgate

import "github.com/reparentsim/reparentsim/model/health"

// fates notes the shards whose queries may fare differently from now on. Whoever changes what decides a query's fate
// (the healthy primary, a tablet's mode, a shard buffer's lock or state) does so through a setter that notes it.
type fates struct {
	shards []health.ShardIndex // those noted since they were last looked at
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
