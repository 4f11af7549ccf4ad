package replay

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
)

// layout numbers the shards and tablets that a script names.
type layout struct {
	cluster.Layout
	tablets map[string]health.TabletIndex // by alias
	shards  map[string]health.ShardIndex  // by keyspace/shard
}

// newLayout numbers the shards listed in keyspaces first, then those that only tablets, queries and later partitions
// name. The error lists all unknown names.
func newLayout(script *Script) (*layout, error) {
	l := &layout{tablets: map[string]health.TabletIndex{}, shards: map[string]health.ShardIndex{}}
	for _, k := range script.Keyspaces {
		l.Keyspaces = append(l.Keyspaces, k.Name)
		l.ShardsOf = append(l.ShardsOf, nil)
		for _, s := range k.Shards {
			l.shard(k.Name, s)
		}
	}
	var errs []string
	check := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Sprintf(format, args...))
		}
	}
	for i, t := range script.Tablets {
		s, ok := l.shard(t.Keyspace, t.Shard)
		check(ok, "tablets[%d].keyspace: unknown keyspace %q", i, t.Keyspace)
		l.tablets[t.Alias] = health.TabletIndex(len(l.Tablets))
		l.Tablets = append(l.Tablets, cluster.Tablet{Alias: t.Alias, Shard: s})
	}
	for i, e := range script.Events {
		for _, alias := range e.tablets() {
			_, known := l.tablets[alias]
			check(known, "events[%d]: unknown tablet %q", i, alias)
		}
		if e.Query != nil {
			_, ok := l.shard(e.Query.Keyspace, e.Query.Shard)
			check(ok, "events[%d].query.keyspace: unknown keyspace %q", i, e.Query.Keyspace)
		}
		if e.Topo != nil {
			for _, s := range e.Topo.Shards {
				_, ok := l.shard(e.Topo.Name, s)
				check(ok, "events[%d].topo.name: unknown keyspace %q", i, e.Topo.Name)
			}
		}
	}
	if len(errs) > 0 {
		return nil, fmt.Errorf("%s", strings.Join(errs, "\n"))
	}
	return l, nil
}

// shard returns the number of a shard. A shard gets its number when it is first named.
func (l *layout) shard(keyspace, name string) (health.ShardIndex, bool) {
	full := keyspace + "/" + name
	if s, known := l.shards[full]; known {
		return s, true
	}
	k := l.keyspace(keyspace)
	if k < 0 {
		return 0, false
	}
	s := health.ShardIndex(len(l.Shards))
	l.shards[full] = s
	l.Shards = append(l.Shards, cluster.Shard{Name: name, Keyspace: k, Primary: health.NoTablet})
	l.ShardsOf[k] = append(l.ShardsOf[k], s)
	return s, true
}

// keyspace returns the number of a keyspace, or -1.
func (l *layout) keyspace(name string) health.KeyspaceIndex {
	return health.KeyspaceIndex(slices.Index(l.Keyspaces, name))
}

// partition returns the shards of a keyspace that a script lists.
func (l *layout) partition(k scriptShards) []health.ShardIndex {
	var active []health.ShardIndex
	for _, name := range k.Shards {
		active = append(active, l.shards[k.Name+"/"+name])
	}
	return active
}

// alias returns a tablet's name, or "" for health.NoTablet.
func (l *layout) alias(t health.TabletIndex) string {
	if t == health.NoTablet {
		return ""
	}
	return l.Tablets[t].Alias
}

// names returns the names of a shard and its keyspace.
func (l *layout) names(s health.ShardIndex) (keyspace, shard string) {
	return l.Keyspaces[l.Shards[s].Keyspace], l.Shards[s].Name
}
