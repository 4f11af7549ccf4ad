package overlap

import (
	"errors"
	"fmt"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// check returns an error if the story cannot be drawn.
func check(story *record.Story) error {
	if story == nil || story.Timeline == nil || story.Timeline.Layout == nil {
		return errors.New("overlap chart: the story has no timeline, or no layout of its cluster")
	}
	if story.End < 0 || story.End == sim.Never {
		return fmt.Errorf("overlap chart: the replication ends at %v", story.End)
	}
	layout := story.Timeline.Layout
	if seen, all := len(story.Seen), len(layout.Keyspaces); seen > all {
		return fmt.Errorf("overlap chart: outages seen of %d keyspaces, but the cluster has %d", seen, all)
	}
	shards := len(layout.Shards)
	return errors.Join(checkReparents(story, shards), checkBufferings(story, shards), checkDrops(story, shards),
		checkSeen(story))
}

func checkReparents(story *record.Story, shards int) error {
	for i, e := range story.Timeline.Reparents {
		switch {
		case e.Shard < 0 || int(e.Shard) >= shards:
			return fmt.Errorf("overlap chart: reparent %d is of shard %d, but the cluster has %d shards",
				i, e.Shard, shards)
		case e.Start == sim.Never || e.Down < e.Start || e.Up < e.Down:
			return fmt.Errorf("overlap chart: reparent %d starts at %v, is down from %v to %v",
				i, e.Start, e.Down, e.Up)
		}
	}
	return nil
}

func checkBufferings(story *record.Story, shards int) error {
	for i, b := range story.Bufferings {
		switch {
		case b.Shard < 0 || int(b.Shard) >= shards:
			return fmt.Errorf("overlap chart: buffering %d is of shard %d, but the cluster has %d shards",
				i, b.Shard, shards)
		case b.Start == sim.Never || b.Stop < b.Start:
			return fmt.Errorf("overlap chart: buffering %d lasts from %v to %v", i, b.Start, b.Stop)
		case b.Reason != record.StillBuffering && b.Stop == sim.Never:
			return fmt.Errorf("overlap chart: buffering %d ended (%s) but never stopped", i, b.Reason)
		}
	}
	return nil
}

func checkDrops(story *record.Story, shards int) error {
	for i, d := range story.Drops {
		if d.Update.Shard < 0 || int(d.Update.Shard) >= shards || d.At == sim.Never {
			return fmt.Errorf("overlap chart: dropped update %d is of shard %d at %v, but the cluster has %d shards",
				i, d.Update.Shard, d.At, shards)
		}
	}
	return nil
}

func checkSeen(story *record.Story) error {
	for keyspace, spans := range story.Seen {
		for i, s := range spans {
			if s.From == sim.Never || s.To < s.From {
				return fmt.Errorf("overlap chart: outage %d seen of keyspace %d lasts from %v to %v",
					i, keyspace, s.From, s.To)
			}
		}
	}
	return nil
}
