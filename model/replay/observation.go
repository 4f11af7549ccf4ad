package replay

// Observation is everything that can be observed of a replay, in the form of the recordings of the real code. Times are
// microseconds after time zero.
type Observation struct {
	Script          string                    `json:"script"`
	Vitess          string                    `json:"vitess"`
	ChannelCapacity int                       `json:"channel_capacity"`
	End             int64                     `json:"end"`
	Summary         ObservedSummary           `json:"summary"`
	Buffering       []ObservedBuffering       `json:"buffering"`
	KeyspaceEvents  []ObservedEvent           `json:"keyspace_events"`
	Queries         []ObservedQuery           `json:"queries"`
	HealthUpdates   []ObservedUpdate          `json:"health_updates"`
	FinalWatcher    []ObservedShard           `json:"final_watcher_state"`
	Stats           map[string]map[string]int `json:"stats"`
	Deadlock        *ObservedDeadlock         `json:"deadlock,omitempty"`
}

// ObservedSummary counts what the observation lists.
type ObservedSummary struct {
	Queries             map[string]int `json:"queries"`
	QueriesBuffered     int            `json:"queries_buffered"`
	Bufferings          map[string]int `json:"bufferings"`
	UpdatesSent         int            `json:"updates_sent"`
	UpdatesDelivered    int            `json:"updates_delivered"`
	UpdatesDropped      int            `json:"updates_dropped"`
	UpdatesWaiting      int            `json:"updates_waiting"`
	DropsLoggedByVitess int            `json:"drops_logged_by_vitess"`
	KeyspaceEvents      int            `json:"keyspace_events"`
}

// ObservedBuffering is one buffering of one shard.
type ObservedBuffering struct {
	Shard        string `json:"shard"`
	Start        int64  `json:"start"`
	Stop         int64  `json:"stop"`
	Reason       string `json:"reason"`
	QueuedAtStop int    `json:"queued_at_stop"`
	Drained      int64  `json:"drained"`
}

// ObservedEvent is a keyspace event that the watcher made.
type ObservedEvent struct {
	At       int64                `json:"at"`
	Keyspace string               `json:"keyspace"`
	Shards   []ObservedEventShard `json:"shards"`
}

// ObservedEventShard is the state of one shard in an event.
type ObservedEventShard struct {
	Shard   string `json:"shard"`
	Serving bool   `json:"serving"`
	Primary string `json:"primary"`
}

// ObservedQuery is a query and its passage through the gateway.
type ObservedQuery struct {
	ID       int               `json:"id"`
	Keyspace string            `json:"keyspace"`
	Shard    string            `json:"shard"`
	Submit   int64             `json:"submit"`
	Finish   int64             `json:"finish"`
	Outcome  string            `json:"outcome"`
	Code     string            `json:"code,omitempty"`
	Tx       bool              `json:"tx,omitempty"`
	Buffered [][2]int64        `json:"buffered,omitempty"`
	Attempts []ObservedAttempt `json:"attempts,omitempty"`
}

// ObservedAttempt is one call of a tablet.
type ObservedAttempt struct {
	At     int64  `json:"at"`
	End    int64  `json:"end"`
	Tablet string `json:"tablet"`
	Result string `json:"result"`
}

// ObservedUpdate is one update that the health check offered.
type ObservedUpdate struct {
	Sent      int64  `json:"sent"`
	Taken     int64  `json:"taken"`
	Done      int64  `json:"done"`
	Fate      string `json:"fate"`
	Tablet    string `json:"tablet"`
	Keyspace  string `json:"keyspace"`
	Shard     string `json:"shard"`
	Type      string `json:"type"`
	Serving   bool   `json:"serving"`
	TermStart int64  `json:"term_start"`
	Kind      string `json:"kind"`
}

// ObservedShard is what the watcher knows about a shard at the end.
type ObservedShard struct {
	Keyspace string              `json:"keyspace"`
	Shard    string              `json:"shard"`
	State    *ObservedShardState `json:"state"`
}

// ObservedShardState is the watcher's state of a shard.
type ObservedShardState struct {
	Known              bool   `json:"known"`
	Serving            bool   `json:"serving"`
	WaitForReparent    bool   `json:"wait_for_reparent"`
	TermStart          int64  `json:"term_start"`
	Primary            string `json:"primary"`
	KeyspaceConsistent bool   `json:"keyspace_consistent"`
}

// ObservedDeadlock is a cycle of waiting goroutines.
type ObservedDeadlock struct {
	At    int64  `json:"at"`
	Cycle string `json:"cycle"`
}
