// Package overlap draws the overlap chart: what one vtgate saw of one rollout. Each shard has a row with its outage
// inside its buffering and with the updates that were dropped. Below, on the same time axis, are the keyspaces' merged
// outages, as they were and as the vtgate saw them, and the number of shards that were in outage or buffering at once.
// The title states the finding, computed from the same record.
package overlap
