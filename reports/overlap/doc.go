// Package overlap draws the overlap chart: what one vtgate saw of one rollout. Each shard has a row with its outage
// inside its buffering and with the updates that were dropped. Below, on the same time axis, stand the keyspaces'
// merged outages, as they were and as the vtgate saw them, and how many shards were in outage and buffering at once.
// The title states what was found, computed from the same record.
package overlap
