package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/sim"
)

// Any scenario that is printed with its defaults loads as the same scenario, prints the same again and satisfies the
// schema.
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
	line := func(format string, values ...any) { fmt.Fprintf(&text, format+"\n", values...) }
	line("apiVersion: reparentsim/v1")
	line("name: %s", rapid.StringMatching(`[a-z0-9][a-z0-9-]{0,20}x`).Draw(t, "name"))
	some(t, &text, "description: %q", rapid.StringOf(rapid.RuneFrom(awkward)))
	some(t, &text, "vitess: %s", rapid.SampledFrom(presetNames()))
	some(t, &text, "horizon: %s", rapid.Map(rapid.IntRange(100, 1000), seconds))
	line("cluster:")
	line("  keyspaces: [{name: commerce, shards: %d}, {name: %q, shards: [\"-80\", \"80-\"]}]", shards,
		rapid.StringMatching(`[0-9a-z.~_:-]{1,9}`).Draw(t, "keyspace"))
	replicas := rapid.IntRange(0, 5).Draw(t, "replicas")
	some(t, &text, "  replicas_per_shard: %d", rapid.Just(replicas))
	some(t, &text, "  replica_update_rate: %v", rapid.Float64Range(0, 1e9))
	line("rollout:")
	line("  start: %s", seconds(rapid.IntRange(0, 40).Draw(t, "start")))
	some(t, &text, "  schedule: %s", rapid.Custom(anySchedule(equalRanges(shards)[shards/2])))
	some(t, &text, "  order: %s", rapid.SampledFrom([]string{orderListed, orderShuffled}))
	some(t, &text, "  mix: %v", rapid.Map(rapid.SliceOfN(rapid.Custom(anyReparent(replicas)), 1, 3), bracketed))
	line("vtgates:")
	line("  count: %d", rapid.IntRange(1, maxVtgates).Draw(t, "vtgates"))
	some(t, &text, "  network_delay: %s", rapid.Custom(anyLaw))
	some(t, &text, "  notification: %s", rapid.SampledFrom([]string{
		"cap1", "cap64k", "cap65536", "unbounded", "{strategy: channel, capacity: 3}", "{strategy: unbounded-list}",
	}))
	some(t, &text, "  processing: {primary: %s, stall: {every: 1s, lasts: 10ms}}", rapid.Custom(anyLaw))
	some(t, &text, "  watcher: {wait_for_reparent: %v}", rapid.Bool())
	some(t, &text, `  buffer: {enabled: true, buffer_keyspace_shards: "commerce", buffer_size: %d}`,
		rapid.IntRange(1, 1e6))
	line("workload:")
	line("  qps: %v", rapid.Float64Range(0, 1e9).Draw(t, "qps"))
	some(t, &text, "  shard_weights: {zipf: %v}", rapid.Float64Range(0, 5))
	some(t, &text, "  execute_time: %s", rapid.Custom(anyLaw))
	line("experiment:")
	line("  seed: %d", rapid.Uint64().Draw(t, "seed"))
	some(t, &text, `thresholds: ["drop_ratio <= %v"]`, rapid.Float64())
	return text.String()
}

// awkward are characters that YAML treats specially.
var awkward = []rune("aé\"'\\:#{}[],&*!|>%@` \t\n-0\u2028\U0001F600")

// some writes a field, or leaves it out.
func some[T any](t *rapid.T, text *strings.Builder, format string, value *rapid.Generator[T]) {
	if rapid.Bool().Draw(t, "given: "+format) {
		fmt.Fprintf(text, format+"\n", value.Draw(t, format))
	}
}

func seconds(n int) string { return fmt.Sprintf("%ds", n) }

func bracketed(items []string) string { return "[" + strings.Join(items, ", ") + "]" }

// anySpan draws a duration greater than 0, up to an hour.
func anySpan(t *rapid.T) time.Duration {
	units := []time.Duration{1, time.Microsecond, time.Millisecond, time.Second, time.Minute}
	return time.Duration(rapid.IntRange(1, 60).Draw(t, "n")) * rapid.SampledFrom(units).Draw(t, "unit")
}

// anyParameters draws values for parameters. Durations ascend, so that they fit together.
func anyParameters(t *rapid.T, parameters []sim.Parameter, shard string) []string {
	var written []string
	total := time.Duration(0)
	for i, p := range parameters {
		value := ""
		switch p.Place.(type) {
		case *time.Duration:
			if i > 0 || p.Positive || rapid.Bool().Draw(t, "more than 0") {
				total += anySpan(t)
			}
			value = total.String()
		case *int:
			value = fmt.Sprint(rapid.IntRange(1, 50).Draw(t, p.Name))
		case *float64:
			value = fmt.Sprint(rapid.Float64Range(1e-3, 1e6).Draw(t, p.Name))
		case *[]time.Duration:
			value = fmt.Sprintf("[0, %v, 2s]", anySpan(t))
		case *[]cluster.Start:
			value = fmt.Sprintf("[{keyspace: commerce, shard: %q, at: %v}]", shard, anySpan(t))
		default:
			t.Fatalf("the place of %s is a %T", p.Name, p.Place)
		}
		if p.Required || value[0] == '[' || rapid.Bool().Draw(t, "given: "+p.Name) {
			written = append(written, p.Name+": "+value)
		}
	}
	return written
}

// anyLaw draws a duration or any distribution.
func anyLaw(t *rapid.T) string {
	n := rapid.IntRange(-1, len(sim.Families)-1).Draw(t, "law")
	if n < 0 {
		return rapid.SampledFrom([]string{"0", anySpan(t).String(), "1h2m3.456789s", "60us"}).Draw(t, "constant")
	}
	family := sim.Families[n]()
	return "{" + family.Name + ": {" + strings.Join(anyParameters(t, family.Parameters, ""), ", ") + "}}"
}

// anySchedule draws any schedule.
func anySchedule(shard string) func(t *rapid.T) string {
	return func(t *rapid.T) string {
		kind := cluster.Schedules[rapid.IntRange(0, len(cluster.Schedules)-1).Draw(t, "schedule")]()
		fields := append([]string{"kind: " + kind.Name}, anyParameters(t, kind.Parameters, shard)...)
		return "{" + strings.Join(fields, ", ") + "}"
	}
}

// anyReparent draws an entry of the mix, of any kind that is possible with so many replicas, with all fields that it
// uses.
func anyReparent(replicas int) func(t *rapid.T) string {
	kinds := slices.DeleteFunc(slices.Clone(cluster.ReparentKinds), func(kind cluster.ReparentKind) bool {
		return kind.PrimaryDies && replicas == 0
	})
	return func(t *rapid.T) string { return reparentOf(t, &kinds[rapid.IntRange(0, len(kinds)-1).Draw(t, "kind")]) }
}

func reparentOf(t *rapid.T, kind *cluster.ReparentKind) string {
	fields := []string{
		"kind: " + kind.Name, fmt.Sprintf("weight: %v", rapid.Float64Range(1e-9, 1e9).Draw(t, "weight")),
		fmt.Sprintf("source: %q", rapid.String().Filter(printable).Draw(t, "source")),
	}
	var entry reparent
	for _, f := range entry.fields(kind.Uses) {
		switch f.Name {
		case "weight", "source":
		case "stream":
			streams := []string{streamBroken, streamSilent}
			fields = append(fields, "stream: "+rapid.SampledFrom(streams).Draw(t, "stream"))
		default:
			fields = append(fields, f.Name+": "+anyLaw(t))
		}
	}
	return "{" + strings.Join(fields, ", ") + "}"
}

// printable reports whether Go and YAML quote the text in the same way.
func printable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r == '\uFFFD' || unicode.IsControl(r) })
}
