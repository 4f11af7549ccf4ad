package reports

import (
	"errors"
	"fmt"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/sim"
)

// overlapCheck refuses records that cannot be drawn.
func overlapCheck(record *model.GateRecord) error {
	if record == nil || record.Cluster == nil || record.Timeline == nil {
		return errors.New("overlap chart: the record has no cluster or no timeline")
	}
	if record.End < 0 || record.End == sim.Never {
		return fmt.Errorf("overlap chart: the replication ends at %v", record.End)
	}
	if len(record.Seen) > len(record.Cluster.Keyspaces) {
		return fmt.Errorf("overlap chart: outages seen of %d keyspaces, there are %d", len(record.Seen), len(record.Cluster.Keyspaces))
	}
	shards := 0
	for _, keyspace := range record.Cluster.Keyspaces {
		shards += len(keyspace.Shards)
	}
	return errors.Join(overlapCheckReparents(record, shards), overlapCheckGate(record, shards))
}

func overlapCheckReparents(record *model.GateRecord, shards int) error {
	for i, e := range record.Timeline.Reparents {
		switch {
		case e.Shard < 0 || int(e.Shard) >= shards:
			return fmt.Errorf("overlap chart: reparent %d is of shard %d, there are %d", i, e.Shard, shards)
		case e.Start == sim.Never || e.Down < e.Start || e.Up < e.Down:
			return fmt.Errorf("overlap chart: reparent %d starts at %v, is down from %v to %v", i, e.Start, e.Down, e.Up)
		}
	}
	return nil
}

func overlapCheckGate(record *model.GateRecord, shards int) error {
	for i, b := range record.Bufferings {
		switch {
		case b.Shard < 0 || int(b.Shard) >= shards:
			return fmt.Errorf("overlap chart: buffering %d is of shard %d, there are %d", i, b.Shard, shards)
		case b.Start == sim.Never || b.Stop < b.Start:
			return fmt.Errorf("overlap chart: buffering %d lasts from %v to %v", i, b.Start, b.Stop)
		case b.Reason != model.StillBuffering && b.Stop == sim.Never:
			return fmt.Errorf("overlap chart: buffering %d ended (%s) but never stopped", i, b.Reason)
		}
	}
	for i, d := range record.Drops {
		if d.Update.Shard < 0 || int(d.Update.Shard) >= shards || d.At == sim.Never {
			return fmt.Errorf("overlap chart: dropped update %d is of shard %d at %v, there are %d shards", i, d.Update.Shard, d.At, shards)
		}
	}
	for keyspace, spans := range record.Seen {
		for i, s := range spans {
			if s.From == sim.Never || s.To < s.From {
				return fmt.Errorf("overlap chart: outage %d seen of keyspace %d lasts from %v to %v", i, keyspace, s.From, s.To)
			}
		}
	}
	return nil
}
