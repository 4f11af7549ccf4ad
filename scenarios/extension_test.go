package scenarios

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/sim"
)

// A further kind of reparent is one entry in the cluster's list.
func TestAKindIsOneEntry(t *testing.T) {
	text := start + "rollout: {mix: [{kind: sudden, outage: 15s, stream: silent}, {kind: sudden}, {kind: planned}]}\n"
	if got := faultsOf(t, text); len(got) != 2 {
		t.Fatalf("got %q", got)
	}
	defer func(kinds []cluster.ReparentKind) { cluster.ReparentKinds = kinds }(cluster.ReparentKinds)
	cluster.ReparentKinds = append(slices.Clone(cluster.ReparentKinds), cluster.ReparentKind{
		Name: "sudden", Doc: "the old primary dies", PrimaryDies: true,
		Uses: []cluster.EntryField{cluster.FieldOutage, cluster.FieldAnnounce, cluster.FieldSilent},
	})
	d, err := Open("-", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	mix := d.Scenario().Config.Cluster.Mix
	if len(mix) != 3 || mix[0].Kind != "sudden" || !mix[0].Silent || mix[1].Silent || mix[2].Kind != "planned" {
		t.Errorf("%+v", mix)
	}
	again, err := Open("-", strings.NewReader(string(d.Scenario().YAML())))
	if err != nil {
		t.Fatal(err)
	}
	if !again.Scenario().Config.Cluster.Mix[0].Silent {
		t.Errorf("the printed scenario lacks the stream:\n%s", d.Scenario().YAML())
	}
	want := `stdin:4:33: rollout.mix[0]: unknown field "demote"`
	if got := faultsOf(t, start+"rollout: {mix: [{kind: sudden,  demote: 1s}]}\n"); len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if choices := Reparents(); choices[len(choices)-1].Name != "sudden" {
		t.Errorf("the help does not list it: %+v", choices)
	}
}

// A further distribution is one entry in the engine's list, and a further schedule is one entry in the cluster's.
func TestADistributionAndAScheduleAreOneEntry(t *testing.T) {
	defer func(families []func() sim.Family) { sim.Families = families }(sim.Families)
	defer func(schedules []func() cluster.ScheduleKind) { cluster.Schedules = schedules }(cluster.Schedules)
	sim.Families = append(slices.Clone(sim.Families), func() sim.Family {
		var most time.Duration
		return sim.Family{
			Name: "example", Doc: "up to most",
			Parameters: []sim.Parameter{{Name: "most", Doc: "longest", Place: &most, Positive: true, Required: true}},
			Build:      func() (sim.Distribution, error) { return sim.Uniform(0, most) },
		}
	})
	cluster.Schedules = append(slices.Clone(cluster.Schedules), func() cluster.ScheduleKind {
		pairs := 3
		return cluster.ScheduleKind{
			Name: "example", Doc: "two at a time",
			Parameters: []sim.Parameter{{Name: "pairs", Doc: "how many", Place: &pairs}},
			Build:      func() cluster.Schedule { return cluster.Concurrency{Limit: 2 * pairs} },
		}
	})
	for text, want := range map[string]int{
		"{kind: example}": 6, "{kind: example, pairs: 5}": 10,
	} {
		text = start + "vtgates: {network_delay: {example: {most: 4ms}}}\nrollout: {schedule: " + text + "}\n"
		d, err := Open("-", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		printed := d.Scenario().YAML()
		if d, err = Open("-", strings.NewReader(string(printed))); err != nil {
			t.Fatalf("%v\n%s", err, printed)
		}
		config := d.Scenario().Config
		if config.Vtgate.NetworkDelay.Longest() != 4*time.Millisecond {
			t.Errorf("%s: the distribution is %+v", printed, config.Vtgate.NetworkDelay)
		}
		if config.Cluster.Schedule != (cluster.Concurrency{Limit: want}) {
			t.Errorf("%s: the schedule is %+v", printed, config.Cluster.Schedule)
		}
	}
	want := []string{
		"stdin:4:43: vtgates.network_delay.example.most: must be greater than 0, got 0",
		`stdin:5:50: rollout.schedule: unknown field "pair" (did you mean "pairs"?)`,
	}
	text := start + "vtgates: {network_delay: {example: {most: 0}}}\n" +
		"rollout: {schedule: {kind: example,              pair: 3}}\n"
	if diff := cmp.Diff(want, faultsOf(t, text)); diff != "" {
		t.Error(diff)
	}
}

// Everything that is listed says what it is and what it needs.
func TestListsAreDocumented(t *testing.T) {
	for _, p := range vtgate.Releases {
		if _, err := notify.Parse(p.Notification); err != nil || p.Doc == "" {
			t.Errorf("%s: %v", p.Preset, err)
		}
	}
	lists := [][]Choice{Distributions(), Schedules(), Reparents(), WatcherScopes, BufferPolicies, BufferShares}
	for _, list := range lists {
		for _, choice := range list {
			if choice.Name == "" || choice.Doc == "" {
				t.Errorf("%+v", choice)
			}
			for _, p := range choice.Parameters {
				if p.Name == "" || p.Doc == "" || p.Want == "" {
					t.Errorf("%s: %+v", choice.Name, p)
				}
			}
		}
	}
	for i, choice := range Reparents() {
		if want := len(cluster.ReparentKinds[i].Uses) + 2; len(choice.Parameters) != want { // weight and source
			t.Errorf("%s has %d fields, want %d", choice.Name, len(choice.Parameters), want)
		}
	}
}

// An escape may stand for a character that a text must not contain. Such characters must not be printed.
func TestEscapes(t *testing.T) {
	for _, escaped := range []string{`\ud800`, `\x00`, `\u0085`, `\uFEFF`, `\U0010FFFF`, `\x07`, `\/`} {
		d, err := Open("-", strings.NewReader(start+`description: "a`+escaped+`b"`+"\n"))
		if err != nil {
			continue
		}
		again, err := Open("-", strings.NewReader(string(d.Scenario().YAML())))
		if err != nil {
			t.Errorf("%s: %v", escaped, err)
		} else if again.Scenario().Description != d.Scenario().Description {
			t.Errorf("%s: %q, then %q", escaped, d.Scenario().Description, again.Scenario().Description)
		}
	}
}
