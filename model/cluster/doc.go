// Package cluster plays the sharded database: which shard is reparented when, what its tablets say to
// the world and how they answer queries. The result, a Timeline, is the same for every vtgate and every
// notification strategy.
package cluster
