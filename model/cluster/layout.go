package cluster

import (
	"fmt"

	"github.com/reparentsim/reparentsim/model/health"
)

// Layout numbers the parts of a cluster: shards keyspace by keyspace, and tablets shard by shard, the primary first.
type Layout struct {
	Keyspaces []string
	Shards    []Shard
	Tablets   []Tablet
	// ShardsOf lists the shards of each keyspace.
	ShardsOf [][]health.ShardIndex
}

// Shard is a part of a keyspace.
type Shard struct {
	Name     string
	Keyspace health.KeyspaceIndex
	Primary  health.TabletIndex // at the beginning; health.NoTablet in the layout of a script
}

// Tablet is a MySQL server with its vttablet.
type Tablet struct {
	Alias string
	Shard health.ShardIndex
}

// NewLayout numbers the shards and tablets of the cluster.
func NewLayout(config *Config) *Layout {
	layout := &Layout{ShardsOf: make([][]health.ShardIndex, len(config.Keyspaces))}
	for k, keyspace := range config.Keyspaces {
		layout.Keyspaces = append(layout.Keyspaces, keyspace.Name)
		for _, name := range keyspace.Shards {
			shard := health.ShardIndex(len(layout.Shards))
			layout.ShardsOf[k] = append(layout.ShardsOf[k], shard)
			layout.Shards = append(layout.Shards, Shard{
				Name: name, Keyspace: health.KeyspaceIndex(k), Primary: health.TabletIndex(len(layout.Tablets)),
			})
			for n := range 1 + config.ReplicasPerShard {
				alias := fmt.Sprintf("zone1-%d%04d%d", k+1, int(shard)+1, n+1)
				layout.Tablets = append(layout.Tablets, Tablet{alias, shard})
			}
		}
	}
	return layout
}

// ShardName returns the shard as keyspace/shard.
func (l *Layout) ShardName(shard health.ShardIndex) string {
	return l.Keyspaces[l.Shards[shard].Keyspace] + "/" + l.Shards[shard].Name
}
