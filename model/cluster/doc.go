// Package cluster plays the sharded database: which shard is reparented when, what its tablets report and how they
// answer queries. The result is a Timeline, which is the same for every vtgate and every notification strategy.
//
// A further schedule is one file and one line in Schedules. A further kind of reparent is a function and one entry in
// ReparentKinds. Scenario files, their schema and the help range over these lists.
package cluster
