package record

// Outcome is how a query ended for its client, or how a tablet answered it.
type Outcome uint8

// The outcomes.
const (
	OutcomeNone Outcome = iota // not ended, or no error yet
	OutcomeOK
	OutcomeBufferFull
	OutcomeEvictedBufferFull
	OutcomeDeadline
	OutcomeDeadlineWhileBuffered
	OutcomeInconsistentState
	OutcomeNoHealthyTablet
	OutcomeNotServing
	OutcomeReadOnly
	OutcomeReparentInProgress
	OutcomeResharding
	OutcomeShardMissing
	OutcomeUnreachable
	OutcomeWrongTabletType
	OutcomeInternal
	OutcomeStuck
)

var outcomes = [...]struct{ name, code string }{
	OutcomeNone:                  {"", ""},
	OutcomeOK:                    {"ok", ""},
	OutcomeBufferFull:            {"buffer_full", "UNAVAILABLE"},
	OutcomeEvictedBufferFull:     {"evicted_buffer_full", "UNAVAILABLE"},
	OutcomeDeadline:              {"deadline", "DEADLINE_EXCEEDED"},
	OutcomeDeadlineWhileBuffered: {"deadline_while_buffered", "UNAVAILABLE"},
	OutcomeInconsistentState:     {"inconsistent_state", "UNAVAILABLE"},
	OutcomeNoHealthyTablet:       {"no_healthy_tablet", "UNAVAILABLE"},
	OutcomeNotServing:            {"not_serving", "CLUSTER_EVENT"},
	OutcomeReadOnly:              {"read_only", "CLUSTER_EVENT"},
	OutcomeReparentInProgress:    {"reparent_in_progress", "CLUSTER_EVENT"},
	OutcomeResharding:            {"resharding", "CLUSTER_EVENT"},
	OutcomeShardMissing:          {"shard_missing", "UNAVAILABLE"},
	OutcomeUnreachable:           {"unreachable", "UNAVAILABLE"},
	OutcomeWrongTabletType:       {"wrong_tablet_type", "FAILED_PRECONDITION"},
	OutcomeInternal:              {"internal", "INTERNAL"},
	OutcomeStuck:                 {"stuck", ""},
}

// String returns the outcome's name in recordings.
func (o Outcome) String() string { return outcomes[o].name }

// Code returns the code of the error that the client gets (vtrpc.Code in Vitess), or "".
func (o Outcome) Code() string { return outcomes[o].code }

// ClusterEvent reports whether the code is CLUSTER_EVENT: such an error speaks of a failover and may start
// buffering.
func (o Outcome) ClusterEvent() bool { return outcomes[o].code == "CLUSTER_EVENT" }
