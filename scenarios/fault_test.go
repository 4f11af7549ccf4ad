package scenarios

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// start is a complete scenario of three lines; fixtures go on at line 4.
const start = `apiVersion: reparentsim/v1
name: fixture
cluster: {keyspaces: [{name: c, shards: 2}]}
`

// faultsOf returns the messages of all faults, without snippets.
func faultsOf(t *testing.T, text string) []string {
	t.Helper()
	_, err := Open("-", strings.NewReader(text))
	return messages(t, err)
}

func messages(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var faults Errors
	if !errors.As(err, &faults) {
		t.Fatalf("not Errors: %v", err)
	}
	var lines []string
	for _, fault := range faults {
		lines = append(lines, fault.Error())
	}
	return lines
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		text   string // after start
		want   []string
		schema bool // editors see it as well
	}{
		{"unknown field", "horizen: 5s\n", []string{`stdin:4:1: unknown field "horizen" (did you mean "horizon"?)`}, true},
		{"unknown field further in", "vtgates: {buffer: {sise: 5}}\n", []string{`stdin:4:20: vtgates.buffer: unknown field "sise" (did you mean "buffer_size"?)`}, true},
		{"duplicate field", "name: other\n", []string{`stdin:4:1: duplicate field "name", already given in line 2`}, false},
		{"merge key", "<<: {horizon: 5s}\n", []string{`stdin:4:1: merge keys (<<) are not supported; write the fields out, or use an alias as a whole value`}, false},
		{"key that is a list", "? [a]\n: 1\n", []string{`stdin:4:3: a key must be the name of a field`}, false},
		{"tag", "description: !!str 5s\n", []string{`stdin:4:14: tags such as !!str have no meaning in a scenario`}, false},
		{"nothing", "vtgates:\n", []string{`stdin:4:9: vtgates: want a mapping of the vtgates' fields, got nothing`}, true},

		{"bare number", "horizon: 10\n", []string{`stdin:4:10: horizon: want a duration greater than 0 such as 10s, 1m30s or 250ms, got 10, a number without a unit`}, true},
		{"clock time", "rollout: {start: 12:30:00}\n", []string{`stdin:4:18: rollout.start: want a duration such as 10s, 1m30s or 250ms, got 12:30:00`}, true},
		{"unit", "horizon: 10 sec\n", []string{`stdin:4:10: horizon: want a duration greater than 0 such as 10s, 1m30s or 250ms, got 10 sec`}, true},
		{"negative duration", "rollout: {start: -5s}\n", []string{`stdin:4:18: rollout.start: must not be negative, got -5s`}, true},
		{"no duration", "horizon: 0\n", []string{`stdin:4:10: horizon: must be greater than 0, got 0`}, true},
		{"horizon", "horizon: 721h\n", []string{`stdin:4:10: horizon: must be at most 720h, got 721h`}, false},
		{"beyond a duration", "horizon: 9999999999h\n", []string{`stdin:4:10: horizon: must be at most 720h, got 9999999999h`}, false},

		{"word as number", "vtgates: {count: thirty-two}\n", []string{`stdin:4:18: vtgates.count: want a whole number from 1 to 100000, got thirty-two`}, true},
		{"underscore", "vtgates: {count: 1_000}\n", []string{`stdin:4:18: vtgates.count: want a whole number from 1 to 100000 in digits alone, got 1_000`}, false},
		{"hexadecimal", "vtgates: {count: 0x10}\n", []string{`stdin:4:18: vtgates.count: want a whole number from 1 to 100000, got 0x10`}, false},
		{"too many vtgates", "vtgates: {count: 100001}\n", []string{`stdin:4:18: vtgates.count: want a whole number from 1 to 100000, got 100001`}, true},
		{"fraction", "workload: {retry_count: 1.5}\n", []string{`stdin:4:25: workload.retry_count: want a whole number, at least 0, got 1.5`}, true},
		{"not a number", "workload: {qps: .nan}\n", []string{`stdin:4:17: workload.qps: want a finite number, got .nan`}, false},
		{"infinite", "workload: {qps: -.inf}\n", []string{`stdin:4:17: workload.qps: want a finite number, got -.inf`}, false},
		{"infinite by size", "workload: {qps: 1e400}\n", []string{`stdin:4:17: workload.qps: want a finite number, got 1e400`}, false},
		{"quoted number", "workload: {qps: \"5\"}\n", []string{`stdin:4:17: workload.qps: want a number from 0 to 1e9, got the text "5"`}, true},
		{"share", "workload: {in_transaction: 1.5}\n", []string{`stdin:4:28: workload.in_transaction: want a number from 0 to 1, got 1.5`}, true},
		{"confidence", "experiment: {replications: 1000001, seed: -1, confidence: 1}\n", []string{
			`stdin:4:28: experiment.replications: want a whole number from 1 to 1000000, got 1000001`,
			`stdin:4:43: experiment.seed: want a whole number from 0 to 18446744073709551615, got -1`,
			`stdin:4:59: experiment.confidence: want a number between 0 and 1, got 1`}, true},
		{"truth", "vtgates: {buffer: {enabled: yes}}\n", []string{`stdin:4:29: vtgates.buffer.enabled: want true or false, got yes`}, true},
		{"text that is none", "description: no\n", []string{`stdin:4:14: description: want a text, got no, which is no text without quotes: write "no"`}, false},
		{"text that is a time", "description: 12:30:00\n", []string{`stdin:4:14: description: want a text, got 12:30:00, which is no text without quotes: write "12:30:00"`}, false},

		{"preset", "vitess: v20\n", []string{`stdin:4:9: vitess: unknown preset "v20" (did you mean "v21"?); there are v21, v22, v23`}, true},
		{"strategy", "vtgates: {notification: unbouned}\n", []string{`stdin:4:25: vtgates.notification: unknown strategy "unbouned"; there are ` + listed(strategyNames()) + `, and capN for any N (did you mean "unbounded"?)`}, true},
		{"capacity", "vtgates: {notification: {strategy: channel, capacity: 0}}\n", []string{`stdin:4:55: vtgates.notification.capacity: want a whole number from 1 to 1073741824, got 0`}, true},
		{"capacity left out", "vtgates: {notification: {strategy: channel}}\n", []string{`stdin:4:25: vtgates.notification: a channel needs its capacity, such as {strategy: channel, capacity: 2}`}, false},
		{"scope", "vtgates: {watcher: {scope: shard}}\n", []string{`stdin:4:28: vtgates.watcher.scope: unknown scope "shard"; there is only keyspace`}, true},
		{"policy", "vtgates: {buffer: {policy: lifo, share: fair}}\n", []string{
			`stdin:4:28: vtgates.buffer.policy: unknown policy "lifo"; there is only fixed`,
			`stdin:4:41: vtgates.buffer.share: unknown share "fair"; there is only shared`}, true},
		{"vtgate's own checks", "vtgates: {buffer: {buffer_window: 500ms, buffer_size: 0, buffer_min_time_between_failovers: 1ms, buffer_drain_concurrency: -1}}\n", []string{
			`stdin:4:35: vtgates.buffer.buffer_window: buffer_window must be >= 1s (specified value: 500ms)`,
			`stdin:4:55: vtgates.buffer.buffer_size: buffer_size must be >= 1 (specified value: 0)`,
			`stdin:4:93: vtgates.buffer.buffer_min_time_between_failovers: buffer_min_time_between_failovers must be >= 1s (specified value: 1ms)`,
			`stdin:4:124: vtgates.buffer.buffer_drain_concurrency: buffer_drain_concurrency must be >= 1 (specified value: -1)`}, true},
		{"window and limit", "vtgates: {buffer: {buffer_max_failover_duration: 5s}}\n", []string{
			`stdin:4:50: vtgates.buffer.buffer_window: buffer_window must be <= buffer_max_failover_duration: 10s (the default) vs. 5s`}, false},
		{"shards to buffer", "vtgates: {buffer: {buffer_keyspace_shards: c/-8}}\n", []string{`stdin:4:44: vtgates.buffer.buffer_keyspace_shards: no keyspace or shard "c/-8" (did you mean "c/-80"?)`}, false},
		{"shards to buffer overlap", "vtgates: {buffer: {buffer_keyspace_shards: \"c,c/-80\"}}\n", []string{
			`stdin:4:44: vtgates.buffer.buffer_keyspace_shards: buffer_keyspace_shards has overlapping entries (keyspace only vs. keyspace/shard): c vs. c/-80`}, false},
		{"stall", "vtgates: {processing: {stall: {every: 0, lasts: 1s}}}\n", []string{`stdin:4:39: vtgates.processing.stall.every: must be greater than 0`}, false},

		{"start and horizon", "horizon: 2s\n", []string{`stdin:4:10: rollout.start: must be less than horizon: 5s (the default) vs. 2s`}, false},
		{"schedule", "rollout: {schedule: {kind: wave}}\n", []string{
			`stdin:4:28: rollout.schedule.kind: unknown schedule "wave" (did you mean "waves"?); there are none, simultaneous, staggered, waves, concurrency, uniform, poisson, explicit`}, true},
		{"schedule without kind", "rollout: {schedule: {jitter: 1s}}\n", []string{
			`stdin:4:21: rollout.schedule.kind: is required: one of none, simultaneous, staggered, waves, concurrency, uniform, poisson, explicit`}, true},
		{"waves without size", "rollout: {schedule: {kind: waves, every: 1s}}\n", []string{
			`stdin:4:21: rollout.schedule.size: is required: a whole number, at least 1`,
			`stdin:4:35: rollout.schedule: unknown field "every"`}, true},
		{"shard that is not", "rollout: {schedule: {kind: explicit, at: [{keyspace: c, shard: \"-8\", at: 3s}, {keyspace: d, shard: x, at: 1s}]}}\n", []string{
			`stdin:4:64: rollout.schedule.at[0].shard: c has no shard "-8" (did you mean "-80"?)`,
			`stdin:4:90: rollout.schedule.at[1].keyspace: unknown keyspace "d"; there is only c`}, false},
		{"kind of reparent", "rollout: {mix: [{kind: sudden}]}\n", []string{"stdin:4:24: rollout.mix[0].kind: " + wording.Unknown("kind of reparent", "sudden", kindNames())}, true},
		{"entry without kind", "rollout: {mix: [{outage: 1s}]}\n", []string{"stdin:4:17: rollout.mix[0].kind: is required: one of " + listed(kindNames())}, true},
		{"no entries", "rollout: {mix: []}\n", []string{`stdin:4:16: rollout.mix: needs at least 1 item`}, true},
		{"weights", "rollout: {mix: [{kind: planned, weight: 0}]}\n", []string{`stdin:4:41: rollout.mix[0].weight: the weights must not all be 0`}, false},

		{"distribution", "vtgates: {network_delay: {unifrom: {min: 1s, max: 2s}}}\n", []string{
			`stdin:4:27: vtgates.network_delay: unknown distribution "unifrom" (did you mean "uniform"?); there are uniform, exponential, normal, lognormal, weibull, gamma, triangle, empirical`}, true},
		{"two distributions", "vtgates: {network_delay: {exponential: {mean: 1s}, gamma: {mean: 1s, shape: 1}}}\n", []string{
			`stdin:4:26: vtgates.network_delay: want one distribution, got 2`}, true},
		{"uniform", "vtgates: {network_delay: {uniform: {min: 3s, max: 2s}}}\n", []string{`stdin:4:36: vtgates.network_delay.uniform: min must not be greater than max`}, false},
		{"triangle", "vtgates: {network_delay: {triangle: {min: 3s, mode: 2s, max: 4s}}}\n", []string{`stdin:4:37: vtgates.network_delay.triangle: min must not be greater than mode`}, false},
		{"lognormal", "vtgates: {network_delay: {lognormal: {median: 3s, p99: 3s}}}\n", []string{`stdin:4:38: vtgates.network_delay.lognormal: p99 must be greater than median`}, false},
		{"weibull", "vtgates: {network_delay: {weibull: {scale: 0, shape: 0}}}\n", []string{
			`stdin:4:44: vtgates.network_delay.weibull.scale: must be greater than 0, got 0`,
			`stdin:4:54: vtgates.network_delay.weibull.shape: want a number greater than 0, at most 1e9, got 0`}, true},
		{"parameter left out", "vtgates: {network_delay: {normal: {mean: 1s}}}\n", []string{`stdin:4:35: vtgates.network_delay.normal.stddev: is required: a duration such as 10s, 1m30s or 250ms`}, true},
		{"empirical value", "vtgates: {network_delay: {empirical: {values: [1s, -2s]}}}\n", []string{`stdin:4:52: vtgates.network_delay.empirical.values[1]: must not be negative, got -2s`}, true},
		{"empirical file", "vtgates: {network_delay: {empirical: {file: x.csv, column: a}}}\n", []string{
			`stdin:4:38: vtgates.network_delay.empirical: file "x.csv" cannot be read: only a scenario from a file has a folder; give values instead`}, false},

		{"weights by a name", "workload: {shard_weights: random}\n", []string{`stdin:4:27: workload.shard_weights: want uniform, {zipf: 1.1} or a list of weights, got random`}, false},
		{"control character", "description: \"\\e[31mred\"\n", []string{`stdin:4:14: description: want a text, got a control character in "\x1b[31mred"`}, false},
		{"one weight a shard", "workload: {shard_weights: [1]}\n", []string{`stdin:4:27: workload.shard_weights: needs one weight a shard: 2 shards, 1 weights`}, false},
		{"weights of shards", "workload: {shard_weights: [0, 0]}\n", []string{`stdin:4:27: workload.shard_weights: the weights must not all be 0`}, false},
		{"thresholds", "thresholds: [bufferings < x, bufferings, bufferings = 3]\n", []string{
			`stdin:4:14: thresholds[0]: want a finite number after "<", got "x"`,
			`stdin:4:30: thresholds[1]: want METRIC OP NUMBER such as "bufferings_timed_out < 1", got "bufferings"`,
			`stdin:4:42: thresholds[2]: unknown operator "="; want one of < <= > >= ==`}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, faultsOf(t, start+c.text)); diff != "" {
				t.Error(diff)
			}
			if err := validate(t, []byte(start+c.text)); err == nil && c.schema {
				t.Error("the schema accepts it")
			}
		})
	}
}

func TestFaultsOfKeyspaces(t *testing.T) {
	for _, c := range []struct{ cluster, want string }{
		{`{keyspaces: [{name: c, shards: 2}, {name: c, shards: 1}]}`, `stdin:3:52: cluster.keyspaces[1].name: duplicate keyspace "c", already given as item 0`},
		{`{keyspaces: [{name: c, shards: ["-80", "80-", "-80"]}]}`, `stdin:3:56: cluster.keyspaces[0].shards[2]: duplicate shard "-80", already given as item 0`},
		{`{keyspaces: [{name: c, shards: [-80, 80-]}]}`, `stdin:3:42: cluster.keyspaces[0].shards[0]: want a name without spaces, commas and slashes, got -80, which is no text without quotes: write "-80"`},
		{`{keyspaces: [{name: c, shards: 0}]}`, `stdin:3:41: cluster.keyspaces[0].shards: want a whole number from 1 to 65536, got 0`},
		{`{keyspaces: [{name: c, shards: 65536}, {name: d, shards: 1}]}`, `stdin:3:22: cluster.keyspaces: at most 65536 shards in total, got 65537`},
		{`{keyspaces: [{name: c, shards: 65536}], replicas_per_shard: 100}`, `stdin:3:70: cluster.replicas_per_shard: at most 1000000 tablets in total, got 6619136`},
		{`{keyspaces: [{name: a/b, shards: 1}]}`, `stdin:3:30: cluster.keyspaces[0].name: want a name without spaces, commas and slashes, got a/b`},
		{`{keyspaces: []}`, `stdin:3:22: cluster.keyspaces: needs at least 1 item`},
		{`{keyspace: []}`, `stdin:3:10: cluster.keyspaces: is required: a list; each item is a keyspace such as {name: commerce, shards: 32}`},
	} {
		got := faultsOf(t, "apiVersion: reparentsim/v1\nname: a\ncluster: "+c.cluster+"\n")
		if len(got) == 0 || got[0] != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", c.cluster, got, c.want)
		}
	}
}

// A file with four faults has all four reported, each with its position and its surroundings.
func TestFourFaultsAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "four.yaml")
	text := start + "vtgates:\n  count: many\n  buffer:\n    buffer_window: 10 sec\n    buffer_sise: 1000\n  count: 3\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Open(file, nil)
	if err == nil {
		t.Fatal("no error")
	}
	want := `FILE:5:10: vtgates.count: want a whole number from 1 to 100000, got many
      4 | vtgates:
  >   5 |   count: many
        |          ^
      6 |   buffer:
FILE:7:20: vtgates.buffer.buffer_window: want a duration such as 10s, 1m30s or 250ms, got 10 sec
      6 |   buffer:
  >   7 |     buffer_window: 10 sec
        |                    ^
      8 |     buffer_sise: 1000
FILE:8:5: vtgates.buffer: unknown field "buffer_sise" (did you mean "buffer_size"?)
      7 |     buffer_window: 10 sec
  >   8 |     buffer_sise: 1000
        |     ^
      9 |   count: 3
FILE:9:3: duplicate field "count", already given in line 5
      8 |     buffer_sise: 1000
  >   9 |   count: 3
        |   ^`
	if diff := cmp.Diff(want, strings.ReplaceAll(err.Error(), file, "FILE")); diff != "" {
		t.Error(diff)
	}
}

func TestEmergencyNeedsAReplica(t *testing.T) {
	text := "apiVersion: reparentsim/v1\nname: x\ncluster: {keyspaces: [{name: c, shards: 1}], replicas_per_shard: 0}\nrollout: {mix: [{kind: emergency}]}\n"
	_, err := Open("-", strings.NewReader(text))
	if want := "stdin:4:24: rollout.mix[0].kind: an emergency needs a replica that takes over"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
