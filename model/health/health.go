// Package health is the vocabulary that all parts of the model share: keyspaces, shards, tablets and
// the health updates that tablets publish and vtgates receive.
package health

// ShardIndex numbers the shards of a cluster, keyspace by keyspace, in the order of the configuration.
type ShardIndex int32

// KeyspaceIndex numbers the keyspaces of a cluster in the order of the configuration.
type KeyspaceIndex int32

// TabletIndex numbers the tablets of a cluster, shard by shard.
type TabletIndex int32

// NoTablet stands for the absence of a tablet.
const NoTablet TabletIndex = -1

// TabletType is the role in which a tablet reports itself.
type TabletType uint8

// The tablet types the model knows (topodata.TabletType in Vitess).
const (
	Primary TabletType = iota
	Replica
	ReadOnlyReplica // for analysis, never promoted
)

// String returns Vitess's name of the type.
func (t TabletType) String() string {
	return [...]string{"PRIMARY", "REPLICA", "RDONLY"}[t]
}

// Origin is the reason for a health update.
type Origin uint8

// The origins of health updates.
const (
	Added    Origin = iota // vtgate began to watch the tablet
	State                  // the tablet's state changed
	Periodic               // the tablet repeated what it had said
	Error                  // vtgate made it itself: the tablet's stream broke or fell silent
)

// String returns the origin's name in recordings.
func (o Origin) String() string { return [...]string{"added", "state", "periodic", "error"}[o] }

// Update is one health update as vtgate's health check offers it to its subscribers
// (discovery.TabletHealth in Vitess).
type Update struct {
	Term    int64 // primary term start time; a promotion has a higher one
	Tablet  TabletIndex
	Shard   ShardIndex
	Type    TabletType
	Serving bool
	Origin  Origin
}

// KeyspaceEvent says that all shards of a keyspace serve again (discovery.KeyspaceEvent in Vitess).
type KeyspaceEvent struct {
	Keyspace KeyspaceIndex
	Shards   []ShardEvent
}

// ShardEvent is the state of one shard in a keyspace event.
type ShardEvent struct {
	Shard   ShardIndex
	Serving bool
	Primary TabletIndex
}

// Mode is how a tablet answers queries.
type Mode uint8

// The modes of a tablet, with the code of its answer.
const (
	ReadWrite    Mode = iota // works
	ReadOnly                 // MySQL error 1290, CLUSTER_EVENT
	NotServing               // CLUSTER_EVENT, as vttablet says it
	ShuttingDown             // CLUSTER_EVENT
	Down                     // unreachable, UNAVAILABLE
	Failing                  // INTERNAL
	WrongType                // FAILED_PRECONDITION
)
