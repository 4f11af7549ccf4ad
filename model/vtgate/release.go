package vtgate

// Release is a release of Vitess that the model can behave like.
type Release struct {
	Preset, Version string // v22, v0.22.0
	Doc             string
	Notification    string // the strategy's name
	WaitForReparent bool   // the start of buffering marks the shard in the watcher
	CountsDrops     bool   // in HealthCheckChannelFullErrors
	// EventLine and ShardLine are log lines at which a script can delay the consumer: the former once per event, before
	// it visits the shards, the latter once per shard, with that shard buffer's lock held.
	EventLine, ShardLine string
}

// Releases lists the releases, oldest first.
var Releases = []Release{
	{Preset: "v21", Version: "v0.21.0", Doc: "Vitess v21: a notification channel of 2 that loses updates silently",
		Notification: "cap2", ShardLine: "disruption in shard"},
	{Preset: "v22", Version: "v0.22.0",
		Doc:          "Vitess v22: a channel of 2048 that counts lost updates; buffering waits for its own reparent",
		Notification: "cap2048", WaitForReparent: true, CountsDrops: true, EventLine: "Keyspace Event received"},
	{Preset: "v23", Version: "v0.23.0", Doc: "Vitess v23: as v22",
		Notification: "cap2048", WaitForReparent: true, CountsDrops: true, EventLine: "Keyspace Event received"},
}

// DefaultRelease is the preset of scenarios and replays that name none.
const DefaultRelease = "v22"
