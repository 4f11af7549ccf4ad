package overlap

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// one returns a story of one shard that is down from 10 s to 12 s, with the given bufferings.
func one(bufferings ...record.Buffering) *record.Story {
	return &record.Story{
		Timeline: &cluster.Timeline{
			Layout:    layoutOf(cluster.Keyspace{Name: "commerce", Shards: []string{"-"}}),
			Reparents: []cluster.Reparent{reparent(0, 9.5, 10, 12)}},
		Journal: record.Journal{DeadlockAt: sim.Never, End: instant(60), Bufferings: bufferings}}
}

// many returns a story of shards that are all down from 10 s to 12 s. The first shards time out, one with each of the
// causes; the others see the new primary at 12.5 s.
func many(shards int, causes ...record.TimeoutCause) *record.Story {
	r := one()
	r.Timeline.Reparents = nil
	keyspace := cluster.Keyspace{Name: "commerce"}
	for n := range shards {
		keyspace.Shards = append(keyspace.Shards, sketchShardName(n, shards))
		r.Timeline.Reparents = append(r.Timeline.Reparents, reparent(n, 9.5, 10, 12))
		if n < len(causes) {
			r.Bufferings = append(r.Bufferings, buffered(n, 10.1, 20.1, record.MaxDurationExceeded, causes[n]))
		} else {
			r.Bufferings = append(r.Bufferings, buffered(n, 10.1, 12.5, record.NewPrimarySeen, 0))
		}
	}
	r.Timeline.Layout = layoutOf(keyspace)
	return r
}

func with(r *record.Story, change func(*record.Story)) *record.Story {
	change(r)
	return r
}

func drop(kind health.TabletType, times int) func(*record.Story) {
	return func(r *record.Story) {
		for range times {
			r.Drops = append(r.Drops, dropped(0, 12, kind))
		}
	}
}

// titleCase is a story and its title.
type titleCase struct {
	name, want string
	story      *record.Story
}

func checkTitles(t *testing.T, cases []titleCase) {
	t.Helper()
	for _, test := range cases {
		c, d := drawn(t, test.story, Options{})
		if c.title != test.want {
			t.Errorf("%s:\n got %q\nwant %q", test.name, c.title, test.want)
		}
		if strings.Contains(c.title, "window") {
			t.Errorf("%s: it is bufferings that time out, not windows: %q", test.name, c.title)
		}
		d.Written(t, test.want[:min(20, len(test.want))])
		d.CheckReadable(t)
	}
}

// Changes of stories.
var (
	noReparents  = func(r *record.Story) { r.Timeline.Reparents = nil }
	noBufferings = func(r *record.Story) { r.Bufferings = nil }
	secondOutage = func(r *record.Story) {
		r.Timeline.Reparents = append(r.Timeline.Reparents, reparent(0, 29, 30, 31))
	}
	deadlock = func(r *record.Story) { r.DeadlockAt = instant(11) }
)

// Bufferings of the shard of one.
var (
	whole    = buffered(0, 10.1, 12.25, record.NewPrimarySeen, 0)
	early    = buffered(0, 10.1, 11, record.NewPrimarySeen, 0)
	slow     = buffered(0, 10.1, 20.1, record.MaxDurationExceeded, record.TimeoutSlowReparent)
	unending = record.Buffering{Start: instant(10.1), Stop: sim.Never, Reason: record.StillBuffering}
)

func TestTitleWithoutTimeouts(t *testing.T) {
	const well = "Nothing dropped, nothing timed out"
	checkTitles(t, []titleCase{
		{"all well", well + ": the only buffering ended 250 ms after the promotion", one(whole)},
		{"all well, several", well + ": the last of 3 bufferings ended 500 ms after the last promotion", many(3)},
		{"ends at once", well + ": the only buffering ended with the promotion",
			one(buffered(0, 10.1, 12, record.NewPrimarySeen, 0))},
		{"no reparent", "Nothing happened: no shard was reparented", with(one(), noReparents)},
		{"no reparent, a drop", "1 dropped update of a replica: no shard was reparented",
			with(with(one(), noReparents), drop(health.Replica, 1))},
		{"nothing buffered", "Nothing dropped, nothing buffered in 1 reparent", one()},
		{"nothing buffered, several", "1 dropped update, nothing buffered in 3 reparents",
			with(with(many(3), noBufferings), drop(health.Primary, 1))},
		{"stopped early", well + ", but the only buffering stopped before its shard was back", one(early)},
		{"one of two not buffered", well + ", but 1 of 2 outages was not buffered", with(one(whole), secondOutage)},
		{"both", well + ", but both bufferings stopped before their shards were back " +
			"and 1 of 3 outages was not buffered",
			with(many(3), func(r *record.Story) {
				r.Bufferings = []record.Buffering{early, buffered(1, 10.1, 11, record.NewPrimarySeen, 0)}
			})},
		{"an end that is not for a new primary is not early",
			well + ": the only buffering ended 1.0 s before the promotion",
			one(buffered(0, 10.1, 11, record.ReshardingComplete, 0))},
		{"an outage without length needs no buffering",
			well + ": the only buffering ended 2.2 s after the promotion",
			with(one(whole), func(r *record.Story) { r.Timeline.Reparents[0].Up = r.Timeline.Reparents[0].Down })},
		{"drops of replicas", "2 dropped updates of replicas, nothing timed out: " +
			"the last of 3 bufferings ended 500 ms after the last promotion",
			with(many(3), drop(health.Replica, 2))},
		{"never ends", "Nothing dropped: the only buffering never ended", one(unending)},
		{"promotion beyond the end", "Nothing dropped: the only buffering never ended",
			with(one(unending), func(r *record.Story) { r.Timeline.Reparents[0].Up = instant(100) })},
	})
}

func TestTitleOfTimeouts(t *testing.T) {
	overlap, lost, other := record.TimeoutOverlap, record.TimeoutLostUpdate, record.TimeoutOtherLostUpdate
	primary := func(r *record.Story, times int) *record.Story { return with(r, drop(health.Primary, times)) }
	checkTitles(t, []titleCase{
		{"one drop, one timeout", "1 dropped update: the only buffering timed out", primary(many(1, lost), 1)},
		{"one drop, some time out", "1 dropped update: 2 of 3 bufferings timed out", primary(many(3, lost, other), 1)},
		{"one drop, all time out", "1 dropped update: all 3 bufferings timed out",
			primary(many(3, lost, other, other), 1)},
		{"drops of both", "3 dropped updates, 1 of primaries: 1 of 3 bufferings timed out",
			with(primary(many(3, lost), 1), drop(health.Replica, 2))},
		{"not only for drops", "2 dropped updates: 3 of 4 bufferings timed out, 2 of them because of lost updates",
			primary(many(4, lost, other, overlap), 2)},
		{"for another reason", "1 dropped update, but both bufferings timed out for other reasons: " +
			"outages overlap for 2.0 s", primary(many(2, overlap, overlap), 1)},
		{"overlap", "Nothing lost, and still 2 of 3 bufferings timed out: outages overlap for 2.0 s",
			many(3, overlap, overlap)},
		{"its own reparent", "Nothing lost, and still the only buffering timed out: " +
			"its own reparent took too long", one(slow)},
		{"their own reparents", "Nothing lost, and still both bufferings timed out: " +
			"their own reparents took too long", many(2, record.TimeoutSlowReparent, record.TimeoutSlowReparent)},
		{"most, not all", "Nothing lost, and still all 3 bufferings timed out, " +
			"2 of them because the update waited in vtgate's queue",
			many(3, record.TimeoutBacklog, overlap, record.TimeoutBacklog)},
		{"timeouts and gaps", "1 dropped update: the only buffering timed out; 2 of 3 outages were not buffered",
			primary(with(many(3, lost), func(r *record.Story) { r.Bufferings = r.Bufferings[:1] }), 1)},
	})
}

func TestTitleOfDeadlocks(t *testing.T) {
	checkTitles(t, []titleCase{
		{"deadlock", "vtgate deadlocks at 11.0 s: the only buffering never ended", with(one(unending), deadlock)},
		{"deadlock and timeout", "vtgate deadlocks at 11.0 s: the only buffering timed out",
			with(one(slow), deadlock)},
		{"deadlock, not buffered", "vtgate deadlocks at 11.0 s: the only outage was not buffered",
			with(one(), deadlock)},
		{"deadlock, neither buffered", "vtgate deadlocks at 11.0 s: neither outage was buffered",
			with(with(many(2), noBufferings), deadlock)},
		{"deadlock, none buffered", "vtgate deadlocks at 11.0 s: none of 3 outages was buffered",
			with(with(many(3), noBufferings), deadlock)},
		{"deadlock without harm", "vtgate deadlocks at 11.0 s", with(one(whole), deadlock)},
		{"deadlock after the end is none",
			"Nothing dropped, nothing timed out: the only buffering ended 250 ms after the promotion",
			with(one(whole), func(r *record.Story) { r.DeadlockAt = r.End.Add(1) })},
	})
}

// Shards of different keyspaces do not wait for one another: only outages of the same keyspace overlap.
func TestTitleOfKeyspaces(t *testing.T) {
	r := many(2, record.TimeoutOverlap)
	r.Timeline.Layout = layoutOf(cluster.Keyspace{Name: "commerce", Shards: []string{"-"}},
		cluster.Keyspace{Name: "customer", Shards: []string{"-"}})
	r.Timeline.Reparents[1] = reparent(1, 11.5, 11.5, 15)
	r.Bufferings[1] = buffered(1, 11.75, 15.25, record.NewPrimarySeen, 0)
	c, _ := drawn(t, r, Options{})
	if want := "outages overlap for 3.5 s"; !strings.HasSuffix(c.title, want) {
		t.Errorf("got %q, want it to end %q", c.title, want)
	}
}

// Every cause of time-outs, except a lost update and a deadlock, has words of its own in the title.
func TestTitleOfEachCause(t *testing.T) {
	seen := map[string]bool{}
	for cause := range record.TimeoutCauses {
		switch record.TimeoutCause(cause) {
		case record.TimeoutDeadlock, record.TimeoutLostUpdate, record.TimeoutOtherLostUpdate:
			continue
		}
		c, _ := drawn(t, many(2, record.TimeoutCause(cause)), Options{})
		_, words, found := strings.Cut(c.title, "timed out: ")
		if !found || seen[words] {
			t.Errorf("%s: %q", record.TimeoutCauses[cause].Name, c.title)
		}
		seen[words] = true
	}
}

func TestSubtitle(t *testing.T) {
	const run = " · seed 0 · replication 0 · vtgate 0"
	full := Options{Scenario: "rollout", MaxFailoverDuration: 10 * time.Second, Seed: 7}
	named := func(r *record.Story) { r.Strategy, r.Replication, r.Vtgate = "cap2", 3, 4 }
	for _, test := range []struct {
		want    string
		story   *record.Story
		options Options
	}{
		{"rollout · strategy cap2 · max failover duration 10 s · 1 shard reparented" +
			" · seed 7 · replication 3 · vtgate 4", with(one(), named), full},
		{"1 shard reparented" + run, one(), Options{}},
		{"max failover duration 2 min 30 s · 1 shard reparented" + run, one(),
			Options{MaxFailoverDuration: 150 * time.Second}},
		{"3 shards reparented at once" + run, many(3), Options{}},
		{"2 shards reparented, starting within 1.5 s" + run,
			with(many(2), func(r *record.Story) { r.Timeline.Reparents[0].Start = instant(8) }), Options{}},
		{"2 shards reparented, starting within 1.5 s" + run,
			with(many(2), func(r *record.Story) { r.Timeline.Reparents[1].Start = instant(8) }), Options{}},
		{"2 reparents of 1 shard, starting within 19.5 s" + run, with(one(), secondOutage), Options{}},
		{"no reparents" + run, with(one(), noReparents), Options{}},
	} {
		c, d := drawn(t, test.story, test.options)
		if c.subtitle != test.want {
			t.Errorf("got %q\nwant %q", c.subtitle, test.want)
		}
		d.Written(t, test.want)
	}
}

// A line that is too wide is broken, not cut: all of it stays on the chart.
func TestHeaderLines(t *testing.T) {
	story := with(one(), func(r *record.Story) {
		r.Strategy, r.DeadlockAt = "a-strategy-with-a-long-name", instant(11)
		r.DeadlockCycle = fmt.Sprintf("the buffer's consumer waits for %[1]s; "+
			"a request for %[1]s waits for keyspace commerce; the watcher waits for room",
			strings.Repeat("long-name-", 12))
	})
	c, d := drawn(t, story, Options{
		Scenario: strings.Repeat("a-long-scenario-name-", 5), MaxFailoverDuration: 10 * time.Second})
	if parts := strings.Count(c.subtitle, " · "); parts < 4 {
		t.Fatalf("the subtitle %q has too few parts to be broken", c.subtitle)
	}
	d.CheckReadable(t)
	all := ""
	for _, text := range d.Texts {
		all += text.Text + " "
	}
	for _, text := range []string{c.title, c.subtitle, story.DeadlockCycle} {
		for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '·' || r == ';' }) {
			if !strings.Contains(all, strings.TrimSpace(part)) {
				t.Errorf("the chart does not say %q", part)
			}
		}
	}
}
