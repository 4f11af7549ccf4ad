package replay_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/replay"
	"github.com/reparentsim/reparentsim/model/vtgate"
)

// ruleScript is a script of two shards and the shards that they may be split into. Tests fill in settings and events.
const ruleScript = `{"name": "rule", "buffer": {"enabled": true, "window": "10s", "size": 100,
  "max_failover_duration": "20s", "min_time_between_failovers": "60s", "drain_concurrency": 1},
  "health": {%s}, "retry_count": 2, "execute_time": "2ms", "error_time": "1ms", "processing": {},
  "keyspaces": [{"name": "ks", "shards": ["-80", "80-"]}], "tablets": [
  {"alias": "a1", "keyspace": "ks", "shard": "-80", "type": "PRIMARY", "term_start": 1, "serving": true, "mode": "rw"},
  {"alias": "a2", "keyspace": "ks", "shard": "-80", "type": "RDONLY", "serving": true, "mode": "ro"},
  {"alias": "b1", "keyspace": "ks", "shard": "80-", "type": "PRIMARY", "term_start": 1, "serving": true, "mode": "rw"},
  {"alias": "c1", "keyspace": "ks", "shard": "-40", "type": "PRIMARY", "term_start": 1, "mode": "notserving"},
  {"alias": "d1", "keyspace": "ks", "shard": "%s", "type": "PRIMARY", "term_start": 1, "mode": "notserving"}],
  "events": [%s], "end": "30s"}`

// says is an event in which a tablet announces its state and answers queries accordingly.
func says(at, tablet string, serving bool, term int) string {
	mode := "notserving"
	if serving {
		mode = "rw"
	}
	return fmt.Sprintf(`{"at": %q, "health": {"tablet": %q, "type": "PRIMARY", "serving": %v, "term_start": %d},
		"mode": {"tablet": %[2]q, "mode": %[5]q}}`, at, tablet, serving, term, mode)
}

// stream is an event in which a tablet's health stream changes.
func stream(at, tablet, action string) string {
	return fmt.Sprintf(`{"at": %q, "stream": {"tablet": %q, "action": %q}}`, at, tablet, action)
}

// partition is an event that lists the shards of the keyspace.
func partition(at, shards string) string {
	return fmt.Sprintf(`{"at": %q, "topo": {"name": "ks", "shards": [%s]}}`, at, shards)
}

// asks is an event in which a query arrives.
func asks(at, shard string, id int) string {
	return fmt.Sprintf(`{"at": %q, "query": {"id": %d, "keyspace": "ks", "shard": %q, "timeout": "25s"}}`,
		at, id, shard)
}

// Rules that no recording shows, each with its source in Vitess.
func TestRulesBeyondTheRecordings(t *testing.T) {
	for _, c := range []struct {
		name, streams, split string
		release              int // v21 unless given
		events               []string
		want, errors         string // what is observed, and when vtgate makes updates of its own for a1
	}{
		{name: "a removed tablet is forgotten, and the watcher is not told (HealthCheckImpl.deleteTablet)",
			events: []string{`{"at": "1s", "remove_tablet": "a1"}`, asks("2s", "-80", 1),
				says("3s", "a1", true, 1), asks("3.5s", "-80", 2)},
			want: "1 inconsistent_state 2000; 2 inconsistent_state 3500"},
		{name: "the remaining primary takes its place",
			events: []string{says("1s", "a2", true, 2), `{"at": "1.5s", "remove_tablet": "a2"}`,
				`{"at": "1.6s", "mode": {"tablet": "a2", "mode": "down"}}`, asks("2s", "-80", 1)},
			want: "1 ok 2002; event 1000"},
		{name: "a removed tablet is not tried again if vtgate was waiting for it",
			events: []string{stream("2s", "a1", "break"), `{"at": "2.1s", "remove_tablet": "a1"}`},
			errors: "2000 2002 2006 2014 2030 2062"},
		{name: "shards overlap in whatever order they are listed (keyspaceState.beingResharded)", split: "40-80",
			events: []string{says("1s", "a1", false, 1), says("1.1s", "c1", true, 1), says("1.2s", "d1", true, 1),
				asks("1.6s", "-80", 2), says("1.7s", "c1", false, 1), says("1.8s", "d1", false, 1),
				says("3s", "a1", true, 1)},
			want: "2 ok 3002; NewPrimarySeen 3000; event 3000"},
		{name: "a name without a dash has no key range (topo.ValidateShardName)", split: "0", release: 1,
			events: []string{says("1s", "b1", false, 1), says("1.2s", "d1", true, 1), asks("1.6s", "80-", 2),
				says("1.8s", "d1", false, 1), says("3s", "b1", true, 1)},
			want: "2 ok 11602; MaxDurationExceeded 21600"},
		{name: "a stream that vtgate waits to open cannot break again (tabletHealthCheck.checkConn)",
			events: []string{stream("2s", "a1", "break"), stream("2.3s", "a1", "break")},
			errors: "2000 2002 2006 2014 2030 2062 2126 2254 2510 3022 4046 6094 10190 18382"},
		{name: "nor does it fall silent", streams: `"retry_delay": "2ms", "timeout": "20s"`,
			events: []string{stream("2s", "a1", "break"), stream("2.3s", "a1", "silent")},
			errors: "2000 2002 2006 2014 2030 2062 2126 2254 22510 22510"},
		{name: "the first wait is the retry delay, however long", streams: `"retry_delay": "6s", "timeout": "4s"`,
			events: []string{stream("2s", "a1", "break")},
			errors: "2000 8000 12000 16000 20000 24000 28000"},
		{name: "a partition in another order is a new one (keyspaceState.onSrvKeyspace)",
			events: []string{partition("1s", `"80-", "-80"`), partition("2s", `"80-", "-80"`)},
			want:   "event 1000"},
		{name: "a tablet in trouble does not serve",
			events: []string{`{"at": "1s", "health": {"tablet": "a1", "type": "PRIMARY", "serving": true,
				"term_start": 1, "error": "lagging"}}`, asks("2s", "-80", 1), says("3s", "a1", true, 1)},
			want: "1 ok 3002; NewPrimarySeen 3000; event 3000", errors: "1000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.streams == "" {
				c.streams = `"retry_delay": "2ms", "timeout": "60s"`
			}
			if c.split == "" {
				c.split = "40-80"
			}
			text := fmt.Sprintf(ruleScript, c.streams, c.split, strings.Join(c.events, ","))
			script, err := replay.ParseScript(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			seen, err := replay.Replay(script, &vtgate.Releases[c.release])
			if err != nil {
				t.Fatal(err)
			}
			if have := brief(seen); have != c.want {
				t.Errorf("seen %q, want %q", have, c.want)
			}
			if have := errorsOf(seen, "a1"); have != c.errors {
				t.Errorf("a1 cannot be heard at %q, want %q", have, c.errors)
			}
		})
	}
}

// brief lists queries, ends of bufferings and events after time zero, in milliseconds.
func brief(seen *replay.Observation) string {
	var parts []string
	for _, q := range seen.Queries {
		parts = append(parts, fmt.Sprintf("%d %s %d", q.ID, q.Outcome, q.Finish/1000))
	}
	for _, b := range seen.Buffering {
		parts = append(parts, fmt.Sprintf("%s %d", b.Reason, b.Stop/1000))
	}
	for _, e := range seen.KeyspaceEvents {
		if e.At > 0 {
			parts = append(parts, fmt.Sprintf("event %d", e.At/1000))
		}
	}
	return strings.Join(parts, "; ")
}

// errorsOf lists when vtgate made updates of its own for a tablet, in milliseconds.
func errorsOf(seen *replay.Observation, tablet string) string {
	var times []string
	for _, u := range seen.HealthUpdates {
		if u.Tablet == tablet && u.Kind == "error" {
			times = append(times, fmt.Sprint(u.Sent/1000))
		}
	}
	return strings.Join(times, " ")
}
