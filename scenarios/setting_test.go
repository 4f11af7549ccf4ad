package scenarios

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/reparentsim/reparentsim/model/cluster"
)

// set returns settings as --set gives them, PATH=VALUE.
func set(flags ...string) []Setting {
	settings := make([]Setting, len(flags))
	for i, flag := range flags {
		settings[i].Path, settings[i].Value, _ = strings.Cut(flag, "=")
	}
	return settings
}

func open(t *testing.T, name string) *Document {
	t.Helper()
	d, err := Open(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSettings(t *testing.T) {
	for _, c := range []struct {
		name     string
		settings []Setting
		want     func(s *Scenario) bool
	}{
		{"number", set("vtgates.count=7"), func(s *Scenario) bool { return s.Config.Vtgates == 7 }},
		{"the last one wins", set("vtgates.count=7", "vtgates.count=8"),
			func(s *Scenario) bool { return s.Config.Vtgates == 8 }},
		{"schedule", set("rollout.schedule={kind: waves, size: 4, pause: 1s}"),
			func(s *Scenario) bool {
				return s.Config.Cluster.Schedule == cluster.Waves{Size: 4, Pause: time.Second}
			}},
		{"part of a schedule", set("rollout.schedule.jitter=1s"),
			func(s *Scenario) bool {
				return s.Config.Cluster.Schedule == cluster.Simultaneous{Jitter: time.Second}
			}},
		{"kind and what it needs", set("rollout.schedule.kind=waves", "rollout.schedule.size=2"),
			func(s *Scenario) bool {
				return s.Config.Cluster.Schedule == cluster.Waves{Size: 2, Jitter: 200 * time.Millisecond}
			}},
		{"item in brackets", set("rollout.mix[0].outage=3s"), func(s *Scenario) bool {
			outage, constant := s.Config.Cluster.Mix[0].Outage.IsConstant()
			return constant && outage == 3*time.Second
		}},
		{"item after a dot", set("rollout.mix.0.outage.normal.mean=4s"), func(s *Scenario) bool {
			return s.Config.Cluster.Mix[0].Outage.Quantile(0.5) == 4*time.Second
		}},
		{"experiment",
			set("experiment.seed=18446744073709551615", "experiment.replications=1", "experiment.confidence=0.99"),
			func(s *Scenario) bool { return s.Seed == 1<<64-1 && s.Replications == 1 && s.Confidence == 0.99 }},
		{"strategy", set("vtgates.notification=cap64k"),
			func(s *Scenario) bool { return s.Config.Notification.Name() == "cap64k" }},
		{"strategy in words", set("vtgates.notification={strategy: channel, capacity: 5}"),
			func(s *Scenario) bool { return s.Config.Notification.Name() == "cap5" }},
		{"shards", set(`cluster.keyspaces[0].shards=["-80", "80-"]`), func(s *Scenario) bool {
			names, weights := s.Config.Cluster.Keyspaces[0].Shards, s.Config.Vtgate.Workload.ShardWeights
			return cmp.Equal(names, []string{"-80", "80-"}) && len(weights) == 2
		}},
		{"mapping that the file leaves out",
			set("vtgates.processing.stall.every=3s", "vtgates.processing.stall.lasts=1s"),
			func(s *Scenario) bool {
				return s.Config.Vtgate.Stall != nil && s.Config.Vtgate.Stall.Lasts.Longest() == time.Second
			}},
		{"thresholds", set(`thresholds=["bufferings < 1"]`),
			func(s *Scenario) bool { return len(s.Thresholds) == 1 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, "rollout-32")
			before := string(d.Scenario().YAML())
			s, err := d.With(c.settings...)
			if err != nil {
				t.Fatal(err)
			}
			if !c.want(s) {
				t.Errorf("not set:\n%s", s.YAML())
			}
			if after := string(d.Scenario().YAML()); before != after {
				t.Errorf("the document changed:\n%s", cmp.Diff(before, after))
			}
		})
	}
}

// What the file or a setting says overrides the preset, and a changed preset changes the rest.
func TestPresets(t *testing.T) {
	for _, c := range []struct {
		file     string
		settings []Setting
		strategy string
		wait     bool
	}{
		{start, nil, "cap2048", true},
		{start + "vitess: v21\n", nil, "cap2", false},
		{start + "vitess: v23\n", nil, "cap2048", true},
		{"vtgates: {watcher: {wait_for_reparent: true}}\n" + start + "vitess: v21\n", nil, "cap2", true},
		{start + "vtgates: {notification: unbounded}\n", nil, "unbounded", true},
		{start, set("vitess=v21"), "cap2", false},
		{start + "vtgates: {notification: cap7}\n", set("vitess=v21"), "cap7", false},
		{start + "vitess: v21\n", set("vitess=v22", "vtgates.watcher.scope=keyspace"), "cap2048", true},
	} {
		d, err := Open("-", strings.NewReader(c.file))
		if err != nil {
			t.Fatal(err)
		}
		s, err := d.With(c.settings...)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Config; got.Notification.Name() != c.strategy || got.Vtgate.Watcher.WaitForReparent != c.wait {
			t.Errorf("%s%v: %s, wait_for_reparent %t",
				c.file, c.settings, got.Notification.Name(), got.Vtgate.Watcher.WaitForReparent)
		}
	}
}

// A field that the file leaves out has its default when a setting changes a part of it.
func TestSettingsEnterDefaults(t *testing.T) {
	d, err := Open("-", strings.NewReader(start))
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.With(set("rollout.mix[0].demote=1s", "rollout.schedule.jitter=2s")...)
	if err != nil {
		t.Fatal(err)
	}
	mix := s.Config.Cluster.Mix[0]
	if mix.Demote.Longest() != time.Second || mix.Outage.Quantile(0.5) != 2500*time.Millisecond {
		t.Errorf("%+v", mix)
	}
	if s.Config.Cluster.Schedule != (cluster.Simultaneous{Jitter: 2 * time.Second}) {
		t.Errorf("%+v", s.Config.Cluster.Schedule)
	}
}

func TestBadSettings(t *testing.T) {
	for _, c := range []struct {
		settings []Setting
		want     []string
	}{
		{set("vtgates.count=abc"), []string{`--set vtgates.count=abc: want a whole number from 1 to 100000, got abc`}},
		{set("vtgates.cout=3"), []string{
			`--set vtgates.cout=3: vtgates: unknown field "cout" (did you mean "count"?)`}},
		{set("vtgate.count=3"), []string{`--set vtgate.count=3: unknown field "vtgate" (did you mean "vtgates"?)`}},
		{set("vtgates.count=0", "horizon=[", "experiment.seed=-1", "qps=3"), []string{
			`--set horizon=[: not valid YAML: did not find expected node content (while parsing a flow node)`,
			`--set qps=3: unknown field "qps"`,
			`--set vtgates.count=0: want a whole number from 1 to 100000, got 0`,
			`--set experiment.seed=-1: want a whole number from 0 to 18446744073709551615, got -1`}},
		{set("vtgates.buffer.buffer_window=50s"), []string{
			`--set vtgates.buffer.buffer_window=50s: ` +
				`buffer_window must be <= buffer_max_failover_duration: 50s vs. 10s`}},
		{set("vtgates.buffer.buffer_max_failover_duration=5s"), []string{
			`--set vtgates.buffer.buffer_max_failover_duration=5s: vtgates.buffer.buffer_window: ` +
				`buffer_window must be <= buffer_max_failover_duration: 10s vs. 5s`}},
		{set("horizon=3s"), []string{`--set horizon=3s: rollout.start: must be less than horizon: 5s vs. 3s`}},
		{set("rollout.mix[1].outage=3s"), []string{
			`--set rollout.mix[1].outage=3s: rollout.mix has 1 item, numbered from 0; there is no item "1"`}},
		{set("rollout.mix[0].demote.normal={mean: 1s, stddev: 0}"), []string{
			`--set rollout.mix[0].demote.normal={mean: 1s, stddev: 0}: ` +
				`rollout.mix[0].demote: want one distribution, got 2`}},
		{set("rollout.schedule.kind=waves"), []string{
			`--set rollout.schedule.kind=waves: rollout.schedule.size: is required: a whole number, at least 1`}},
		{set("name.x=3"), []string{`--set name.x=3: name is rollout-32 and has no fields`}},
		{set("a..b=1", "=1"), []string{
			`--set a..b=1: the path has an empty part`, `--set =1: the path has an empty part`}},
		{set("description="), []string{`--set description=: no value; for an empty text write ""`}},
		{set("horizon=3s\n---\n4s"), []string{
			`--set horizon=3s --- 4s: a second document begins here; a scenario is a single document`}},
		{set("cluster.keyspaces[0].shards=65537"), []string{
			`--set cluster.keyspaces[0].shards=65537: want a whole number from 1 to 65536, got 65537`}},
		{set("cluster.replicas_per_shard=2000000"), []string{
			`--set cluster.replicas_per_shard=2000000: at most 1000000 tablets in total, got 64000032`}},
	} {
		_, err := open(t, "rollout-32").With(c.settings...)
		if diff := cmp.Diff(c.want, messages(t, err)); diff != "" {
			t.Errorf("%v:\n%s", c.settings, diff)
		}
	}
}
