package scenarios

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Any scenario printed with its defaults loads as the same scenario, prints the same again, and satisfies
// the schema.
func TestPrintLoadsAsTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := anyScenario(rt)
		d, err := Open("-", strings.NewReader(text))
		if err != nil {
			rt.Fatalf("%v\n%s", err, text)
		}
		printed := string(d.Scenario().YAML())
		again, err := Open("-", strings.NewReader(printed))
		if err != nil {
			rt.Fatalf("%v\n%s", err, printed)
		}
		if diff := cmp.Diff(d.Scenario(), again.Scenario(), equal...); diff != "" {
			rt.Fatalf("%s\n%s\n%s", diff, text, printed)
		}
		if diff := cmp.Diff(printed, string(again.Scenario().YAML())); diff != "" {
			rt.Fatal(diff)
		}
		if err := validate(t, []byte(printed)); err != nil {
			rt.Fatalf("%v\n%s", err, printed)
		}
	})
}

// anyScenario draws a valid scenario in which any field may be left out.
func anyScenario(t *rapid.T) string {
	shards := rapid.IntRange(1, 40).Draw(t, "shards")
	var text strings.Builder
	fmt.Fprintf(&text, "apiVersion: reparentsim/v1\nname: %s\n", rapid.StringMatching(`[a-z0-9][a-z0-9-]{0,20}x`).Draw(t, "name"))
	some(t, &text, "", "description: %q\n", rapid.StringOf(rapid.RuneFrom([]rune("aé\"'\\:#{}[],&*!|>%@` \t\n-0\u2028\U0001F600"))))
	some(t, &text, "", "vitess: %s\n", rapid.SampledFrom(presetNames()))
	some(t, &text, "", "horizon: %s\n", rapid.Map(rapid.IntRange(100, 1000), seconds))
	fmt.Fprintf(&text, "cluster:\n  keyspaces: [{name: commerce, shards: %d}, {name: %q, shards: [\"-80\", \"80-\"]}]\n", shards,
		rapid.StringMatching(`[0-9a-z.~_:-]{1,9}`).Draw(t, "keyspace"))
	some(t, &text, "  ", "replicas_per_shard: %d\n", rapid.IntRange(0, 5))
	some(t, &text, "  ", "replica_update_rate: %v\n", rapid.Float64Range(0, 1e9))
	fmt.Fprintf(&text, "rollout:\n  start: %s\n", seconds(rapid.IntRange(0, 40).Draw(t, "start")))
	some(t, &text, "  ", "schedule: %s\n", rapid.Custom(anySchedule(equalRanges(shards)[shards/2])))
	some(t, &text, "  ", "order: %s\n", rapid.SampledFrom([]string{orderListed, orderShuffled}))
	some(t, &text, "  ", "mix: %v\n", rapid.Map(rapid.SliceOfN(rapid.Custom(anyReparent), 1, 3), bracketed))
	fmt.Fprintf(&text, "vtgates:\n  count: %d\n", rapid.IntRange(1, maxGates).Draw(t, "vtgates"))
	some(t, &text, "  ", "network_delay: %s\n", rapid.Custom(anyLaw))
	some(t, &text, "  ", "notification: %s\n", rapid.SampledFrom([]string{"cap1", "cap64k", "cap65536", "unbounded", "{strategy: channel, capacity: 3}", "{strategy: unbounded-list}"}))
	some(t, &text, "  ", "processing: {primary: %s, stall: {every: 1s, lasts: 10ms}}\n", rapid.Custom(anyLaw))
	some(t, &text, "  ", "watcher: {wait_for_reparent: %v}\n", rapid.Bool())
	some(t, &text, "  ", "buffer: {enabled: true, buffer_keyspace_shards: \"commerce\", buffer_size: %d}\n", rapid.IntRange(1, 1e6))
	fmt.Fprintf(&text, "workload:\n  qps: %v\n", rapid.Float64Range(0, 1e9).Draw(t, "qps"))
	some(t, &text, "  ", "shard_weights: {zipf: %v}\n", rapid.Float64Range(0, 5))
	some(t, &text, "  ", "execute_time: %s\n", rapid.Custom(anyLaw))
	fmt.Fprintf(&text, "experiment:\n  seed: %d\n", rapid.Uint64().Draw(t, "seed"))
	some(t, &text, "", "thresholds: [%q]\n", rapid.Map(rapid.Float64(), func(x float64) string { return fmt.Sprintf("drop_ratio <= %v", x) }))
	return text.String()
}

// some writes a field, or leaves it out.
func some[T any](t *rapid.T, text *strings.Builder, margin, format string, value *rapid.Generator[T]) {
	if rapid.Bool().Draw(t, "given: "+format) {
		fmt.Fprintf(text, margin+format, value.Draw(t, format))
	}
}

func seconds(n int) string { return fmt.Sprintf("%ds", n) }

func bracketed(items []string) string { return "[" + strings.Join(items, ", ") + "]" }

// anySpan draws a duration of more than 0, up to an hour.
func anySpan(t *rapid.T) string {
	return fmt.Sprintf("%d%s", rapid.IntRange(1, 60).Draw(t, "n"), rapid.SampledFrom([]string{"ns", "us", "µs", "ms", "s", "m"}).Draw(t, "unit"))
}

func anyLaw(t *rapid.T) string {
	a := anySpan(t)
	shape := rapid.Float64Range(1e-3, 1e6).Draw(t, "shape")
	return rapid.SampledFrom([]string{
		"0", a, "1h2m3.456789s",
		"{uniform: {min: 0, max: " + a + "}}",
		"{exponential: {mean: " + a + "}}",
		"{normal: {mean: " + a + ", stddev: 3ms}}",
		"{lognormal: {median: " + a + ", p99: 2h}}",
		fmt.Sprintf("{weibull: {scale: %s, shape: %v}}", a, shape),
		fmt.Sprintf("{gamma: {mean: %s, shape: %v}}", a, shape),
		"{triangle: {min: 0, mode: " + a + ", max: 3h}}",
		"{empirical: {values: [0, " + a + ", 2s]}}",
	}).Draw(t, "law")
}

func anySchedule(shard string) func(t *rapid.T) string {
	return func(t *rapid.T) string {
		a, n := anySpan(t), rapid.IntRange(1, 50).Draw(t, "n")
		return rapid.SampledFrom([]string{
			"{kind: none}",
			"{kind: simultaneous, jitter: " + a + "}",
			"{kind: staggered, every: " + a + "}",
			fmt.Sprintf("{kind: waves, size: %d, pause: %s}", n, a),
			fmt.Sprintf("{kind: concurrency, limit: %d}", n),
			"{kind: uniform, within: " + a + "}",
			fmt.Sprintf("{kind: poisson, rate: %v}", float64(n)/7),
			fmt.Sprintf("{kind: explicit, at: [{keyspace: commerce, shard: %q, at: %s}]}", shard, a),
		}).Draw(t, "schedule")
	}
}

func anyReparent(t *rapid.T) string {
	return fmt.Sprintf("{kind: planned, weight: %v, demote: %s, outage: %s, source: %q}", rapid.Float64Range(1e-9, 1e9).Draw(t, "weight"),
		anyLaw(t), anyLaw(t), rapid.String().Filter(printable).Draw(t, "source"))
}

// printable reports whether Go's quoting of the text is also YAML's.
func printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r == '\uFFFD' || unicode.IsControl(r) })
}
