package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// maxTablets is the largest number of tablets in a cluster. With it a slip in replicas_per_shard is refused before it
// takes all memory.
const maxTablets = 1_000_000

// check applies the rules that concern more than the form of a single field.
func (d *draft) check(c *form.Checker) {
	checkKeyspaces(c, d.cluster.keyspaces)
	d.checkSize(c)
	c.Rule(d.rollout.start < d.horizon, []string{"rollout.start", "horizon"},
		"must be less than horizon: %s%s vs. %s%s",
		form.FormatDuration(d.rollout.start), c.Origin("rollout.start"),
		form.FormatDuration(d.horizon), c.Origin("horizon"))
	d.checkMix(c)
	if stall := d.vtgates.processing.stall; stall != nil {
		c.Rule(!stall.every.isZero(), []string{"vtgates.processing.stall.every"}, "must be greater than 0")
	}
	d.vtgates.buffer.check(c)
	d.checkBufferedShards(c)
	d.checkWeights(c)
}

// checkKeyspaces rejects duplicate names.
func checkKeyspaces(c *form.Checker, keyspaces []keyspace) {
	first := map[string]int{}
	for i := range keyspaces {
		path := fmt.Sprintf("cluster.keyspaces[%d].name", i)
		if c.Faulty(path) {
			continue
		}
		j, found := first[keyspaces[i].name]
		c.Rule(!found, []string{path}, "duplicate keyspace %s, already given as item %d",
			wording.Quoted(keyspaces[i].name), j)
		if !found {
			first[keyspaces[i].name] = i
		}
	}
}

// checkSize rejects clusters that are too large, before their shards are named.
func (d *draft) checkSize(c *form.Checker) {
	total := d.shardCount()
	c.Rule(total <= maxShards, []string{"cluster.keyspaces"}, "at most %d shards in total, got %d", maxShards, total)
	tablets := total * (1 + d.cluster.replicasPerShard)
	c.Rule(total > maxShards || tablets <= maxTablets, []string{"cluster.replicas_per_shard", "cluster.keyspaces"},
		"at most %d tablets in total, got %d", maxTablets, tablets)
}

func (d *draft) checkMix(c *form.Checker) {
	mix := d.rollout.mix
	total := 0.0
	for i := range mix {
		total += mix[i].weight
	}
	if total == 0 && !c.Faulty("rollout.mix") {
		c.Rule(false, []string{"rollout.mix[0].weight", "rollout.mix"}, "the weights must not all be 0")
	}
	for i := range mix {
		survives := !cluster.KindNamed(mix[i].kind).PrimaryDies || d.cluster.replicasPerShard > 0
		c.Rule(survives, []string{fmt.Sprintf("rollout.mix[%d].kind", i), "cluster.replicas_per_shard"},
			"an emergency needs a replica that takes over, but cluster.replicas_per_shard is 0")
	}
}

// check makes the same checks as vtgate does of its flags, in vtgate's words (go/vt/vtgate/buffer/flags.go,
// verifyFlags).
func (p *bufferPart) check(c *form.Checker) {
	const part = "vtgates.buffer."
	c.Rule(p.window >= time.Second, []string{part + "buffer_window"},
		"buffer_window must be >= 1s (specified value: %v)", p.window)
	c.Rule(p.window <= p.maxFailover, []string{part + "buffer_window", part + "buffer_max_failover_duration"},
		"buffer_window must be <= buffer_max_failover_duration: %v%s vs. %v%s",
		p.window, c.Origin(part+"buffer_window"), p.maxFailover, c.Origin(part+"buffer_max_failover_duration"))
	c.Rule(p.size >= 1, []string{part + "buffer_size"}, "buffer_size must be >= 1 (specified value: %d)", p.size)
	c.Rule(p.minBetween >= time.Second, []string{part + "buffer_min_time_between_failovers"},
		"buffer_min_time_between_failovers must be >= 1s (specified value: %v)", p.minBetween)
	c.Rule(p.drainConcurrency >= 1, []string{part + "buffer_drain_concurrency"},
		"buffer_drain_concurrency must be >= 1 (specified value: %d)", p.drainConcurrency)
	c.Rule(p.keyspaceShards == "" || p.enabled, []string{part + "buffer_keyspace_shards", part + "enabled"},
		"buffer_keyspace_shards=%s also requires that enabled is set", p.keyspaceShards)
}

// checkBufferedShards rejects shards that do not exist. A slip there would silently turn buffering off.
func (d *draft) checkBufferedShards(c *form.Checker) {
	const path = "vtgates.buffer.buffer_keyspace_shards"
	entries := d.vtgates.buffer.bufferedShards()
	if entries == nil || c.Faulty("cluster.keyspaces") || d.shardCount() > maxShards {
		return
	}
	var known []string
	for i := range d.cluster.keyspaces {
		k := &d.cluster.keyspaces[i]
		known = append(known, k.name)
		for _, shard := range k.shards.names() {
			known = append(known, k.name+"/"+shard)
		}
	}
	slices.Sort(known)
	given := map[string]bool{}
	for _, entry := range entries {
		if _, found := slices.BinarySearch(known, entry); !found {
			c.Rule(false, []string{path, "cluster.keyspaces"}, "no keyspace or shard %s%s",
				wording.Quoted(entry), wording.DidYouMean(entry, known))
			return
		}
		c.Rule(!given[entry], []string{path}, "%s is given twice", wording.Quoted(entry))
		given[entry] = true
	}
	for _, entry := range entries {
		keyspace, _, divided := strings.Cut(entry, "/")
		c.Rule(!divided || !given[keyspace], []string{path},
			"buffer_keyspace_shards has overlapping entries (keyspace only vs. keyspace/shard): %s vs. %s",
			keyspace, entry)
	}
}

// checkWeights checks that listed weights fit the shards.
func (d *draft) checkWeights(c *form.Checker) {
	const path = "workload.shard_weights"
	if d.workload.shardWeights.kind != listedWeights || c.Faulty("cluster.keyspaces") {
		return
	}
	total := 0.0
	for _, weight := range d.workload.shardWeights.listed {
		total += weight
	}
	shards, given := d.shardCount(), len(d.workload.shardWeights.listed)
	c.Rule(given == shards, []string{path, "cluster.keyspaces"}, "needs one weight per shard (%d), got %d",
		shards, given)
	c.Rule(total > 0, []string{path}, "the weights must not all be 0")
}
