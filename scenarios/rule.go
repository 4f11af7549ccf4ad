package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// maxTablets bounds a cluster, so that a slip in replicas_per_shard is refused before memory is.
const maxTablets = 1_000_000

// check applies the rules that concern more than the form of one field.
func (c *checker) check(d *document) {
	c.checkKeyspaces(d.cluster.keyspaces)
	c.checkSize(d)
	c.rule(d.rollout.start < d.horizon, []string{"rollout.start", "horizon"}, "must be less than horizon: %s%s vs. %s%s",
		formatDuration(d.rollout.start), c.origin("rollout.start"), formatDuration(d.horizon), c.origin("horizon"))
	c.checkMix(d.rollout.mix)
	for i := range d.rollout.mix {
		c.rule(d.rollout.mix[i].kind != "emergency" || d.cluster.replicasPerShard > 0, []string{fmt.Sprintf("rollout.mix[%d].kind", i), "cluster.replicas_per_shard"},
			"an emergency needs a replica that takes over, and cluster.replicas_per_shard is 0")
	}
	if stall := &d.vtgates.processing.stall; d.vtgates.processing.hasStall {
		c.rule(!stall.every.isZero(), []string{"vtgates.processing.stall.every"}, "must be greater than 0")
	}
	c.checkBuffer(&d.vtgates.buffer)
	c.checkBufferedShards(d)
	c.checkWeights(d)
}

// checkKeyspaces refuses names given twice.
func (c *checker) checkKeyspaces(keyspaces []keyspace) {
	first := map[string]int{}
	for i := range keyspaces {
		path := fmt.Sprintf("cluster.keyspaces[%d].name", i)
		if c.faulty(path) {
			continue
		}
		j, found := first[keyspaces[i].name]
		c.rule(!found, []string{path}, "duplicate keyspace %s, already given as item %d", wording.Quoted(keyspaces[i].name), j)
		if !found {
			first[keyspaces[i].name] = i
		}
	}
}

// checkSize refuses clusters that are too large, before any name is made.
func (c *checker) checkSize(d *document) {
	total := d.shardCount()
	c.rule(total <= maxShards, []string{"cluster.keyspaces"}, "at most %d shards in total, got %d", maxShards, total)
	tablets := total * (1 + d.cluster.replicasPerShard)
	c.rule(total > maxShards || tablets <= maxTablets, []string{"cluster.replicas_per_shard", "cluster.keyspaces"}, "at most %d tablets in total, got %d", maxTablets, tablets)
}

// shardCount is the number of shards of all keyspaces.
func (d *document) shardCount() int {
	total := 0
	for i := range d.cluster.keyspaces {
		total += d.cluster.keyspaces[i].shards.len()
	}
	return total
}

func (c *checker) checkMix(mix []reparent) {
	total := 0.0
	for i := range mix {
		total += mix[i].weight
	}
	if total == 0 && !c.faulty("rollout.mix") {
		c.rule(false, []string{"rollout.mix[0].weight", "rollout.mix"}, "the weights must not all be 0")
	}
}

// wholeFlag is the form of a whole number whose limit vtgate's own rules check, in its own words.
var wholeFlag = form[int]{
	want: "a whole number",
	read: func(c *checker, n *node, path string, into *int) {
		if !readsAsWhole(c, n, path, "a whole number") {
			return
		}
		value, err := strconv.Atoi(n.text)
		if err != nil || value > unlimited {
			c.reject(n, path, "must be at most %d, got %s", unlimited, wording.Shortened(n.text))
			return
		}
		*into = max(value, math.MinInt32)
	},
	print:  func(value *int) *node { return plainNode(strconv.Itoa(*value)) },
	schema: func() *jsonschema.Schema { return count(1, unlimited).schema() },
}

// checkBuffer has vtgate's own checks of its flags with its own words
// (go/vt/vtgate/buffer/flags.go, verifyFlags).
func (c *checker) checkBuffer(b *bufferPart) {
	const part = "vtgates.buffer."
	c.rule(b.window >= time.Second, []string{part + "buffer_window"}, "buffer_window must be >= 1s (specified value: %v)", b.window)
	c.rule(b.window <= b.maxFailover, []string{part + "buffer_window", part + "buffer_max_failover_duration"},
		"buffer_window must be <= buffer_max_failover_duration: %v%s vs. %v%s",
		b.window, c.origin(part+"buffer_window"), b.maxFailover, c.origin(part+"buffer_max_failover_duration"))
	c.rule(b.size >= 1, []string{part + "buffer_size"}, "buffer_size must be >= 1 (specified value: %d)", b.size)
	c.rule(b.minBetween >= time.Second, []string{part + "buffer_min_time_between_failovers"},
		"buffer_min_time_between_failovers must be >= 1s (specified value: %v)", b.minBetween)
	c.rule(b.drainConcurrency >= 1, []string{part + "buffer_drain_concurrency"},
		"buffer_drain_concurrency must be >= 1 (specified value: %d)", b.drainConcurrency)
	c.rule(b.keyspaceShards == "" || b.enabled, []string{part + "buffer_keyspace_shards", part + "enabled"},
		"buffer_keyspace_shards=%s also requires that enabled is set", b.keyspaceShards)
}

// bufferedShards splits buffer_keyspace_shards.
func (b *bufferPart) bufferedShards() []string {
	if b.keyspaceShards == "" {
		return nil
	}
	entries := strings.Split(b.keyspaceShards, ",")
	for i := range entries {
		entries[i] = strings.TrimSpace(entries[i])
	}
	return entries
}

// checkBufferedShards refuses shards that there are not: a slip there would quietly turn buffering off.
func (c *checker) checkBufferedShards(d *document) {
	const path = "vtgates.buffer.buffer_keyspace_shards"
	entries := d.vtgates.buffer.bufferedShards()
	if entries == nil || c.faulty("cluster.keyspaces") || d.shardCount() > maxShards {
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
			c.rule(false, []string{path, "cluster.keyspaces"}, "no keyspace or shard %s%s", wording.Quoted(entry), wording.DidYouMean(entry, known))
			return
		}
		c.rule(!given[entry], []string{path}, "%s is given twice", wording.Quoted(entry))
		given[entry] = true
	}
	for _, entry := range entries {
		keyspace, _, divided := strings.Cut(entry, "/")
		c.rule(!divided || !given[keyspace], []string{path},
			"buffer_keyspace_shards has overlapping entries (keyspace only vs. keyspace/shard): %s vs. %s", keyspace, entry)
	}
}

func (c *checker) checkWeights(d *document) {
	const path = "workload.shard_weights"
	if d.workload.shardWeights.kind != "listed" || c.faulty("cluster.keyspaces") {
		return
	}
	total := 0.0
	for _, weight := range d.workload.shardWeights.listed {
		total += weight
	}
	shards, given := d.shardCount(), len(d.workload.shardWeights.listed)
	c.rule(given == shards, []string{path, "cluster.keyspaces"}, "needs one weight a shard: %d shards, %d weights", shards, given)
	c.rule(total > 0, []string{path}, "the weights must not all be 0")
}
