package record

// TimeoutCause is why a buffering reached its maximum duration: the first cause that applies, decided at that instant
// from the state of the world.
type TimeoutCause uint8

// The causes, in the order in which they are checked.
const (
	TimeoutDeadlock TimeoutCause = iota
	TimeoutSlowReparent
	TimeoutLostUpdate
	TimeoutNotAccepted
	TimeoutStaleNotServing
	TimeoutInFlight
	TimeoutBacklog
	TimeoutOtherLostUpdate
	TimeoutOverlap
	TimeoutOtherLate
)

// TimeoutCauses describes the causes, indexed by TimeoutCause: the name, the meaning, and the words for a chart's title
// about several bufferings and about one ("" where the chart has words of its own).
var TimeoutCauses = [...]struct{ Name, Doc, Title, TitleOfOne string }{
	{"deadlock", "this vtgate's locks form a cycle", "", ""},
	{"slow_reparent", "the shard's own new primary does not serve yet",
		"their own reparents took too long", "its own reparent took too long"},
	{"lost_update", "the shard's new primary serves and said so, but the update was dropped", "", ""},
	{"not_accepted", "the watcher saw a serving primary but did not accept it",
		"the new primary was not accepted", ""},
	{"stale_not_serving", "a late or repeated \"not serving\" of an old primary put the shard down again",
		"a late update of an old primary put the shard down again", ""},
	{"in_flight", "the needed update is on the network", "the update was still on the network", ""},
	{"backlog", "the needed update is queued, being processed, or waiting for a full event channel",
		"the update waited in vtgate's queue", ""},
	{"other_lost_update", "another shard of the keyspace seems down because an update was dropped", "", ""},
	{"overlap", "nothing was lost or late: another shard of the keyspace is really down", "", ""},
	{"other_late", "another shard is up, but the watcher does not know yet",
		"an update of another shard was late", ""},
}

// FailureCause is why a query failed: the first cause that applies, decided at that instant.
type FailureCause uint8

// The causes of failed queries, in the order in which they are checked.
const (
	FailureBufferFull FailureCause = iota
	FailureEvictedBufferFull
	FailureDeadline
	FailureInTransaction
	FailureDeadlock
	FailureSkippedTooRecent
	FailurePrematureStop
	FailureDemotionLost
	FailureDemotionUnprocessed
	FailureCrash
	FailureNoPrimaryAfterBuffering
	FailureOther
)

// FailureCauses describes the causes, indexed by FailureCause.
var FailureCauses = [...]struct{ Name, Doc string }{
	{"buffer_full", "the buffer was full and its shard had nothing to evict"},
	{"evicted_buffer_full", "evicted from a full buffer for a newer query"},
	{"deadline", "the client's deadline passed"},
	{"in_transaction", "inside a transaction, which is never buffered"},
	{"deadlock", "stuck behind a deadlock of the vtgate's locks"},
	{"skipped_too_recent", "buffering was refused by the minimum time between failovers"},
	{"premature_stop", "buffering had ended while this shard was still down"},
	{"demotion_lost", "the watcher did not know that the primary was gone: the update was dropped"},
	{"demotion_unprocessed", "the watcher did not know yet that the primary was gone"},
	{"crash", "the primary was unreachable, for which buffering does not start"},
	{"no_primary_after_buffering", "the query was buffered, but there was no primary afterwards"},
	{"other", "none of these"},
}
