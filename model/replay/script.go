package replay

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Script is what replay plays: tablets, their health and the queries, instant by instant. Recordings of the real Vitess
// code are made from the same scripts.
type Script struct {
	Name        string         `json:"name"`
	Note        string         `json:"note"`
	Buffer      scriptBuffer   `json:"buffer"`
	Health      scriptStreams  `json:"health"`
	RetryCount  int            `json:"retry_count"`
	ExecuteTime scriptDuration `json:"execute_time"`
	ErrorTime   scriptDuration `json:"error_time"`
	Processing  scriptWork     `json:"processing"`
	LogDelays   []scriptDelay  `json:"log_delays"`
	Keyspaces   []scriptShards `json:"keyspaces"`
	Tablets     []scriptTablet `json:"tablets"`
	Events      []scriptEvent  `json:"events"`
	End         scriptDuration `json:"end"`
}

type scriptBuffer struct {
	Enabled                 bool           `json:"enabled"`
	Window                  scriptDuration `json:"window"`
	Size                    int            `json:"size"`
	MaxFailoverDuration     scriptDuration `json:"max_failover_duration"`
	MinTimeBetweenFailovers scriptDuration `json:"min_time_between_failovers"`
	DrainConcurrency        int            `json:"drain_concurrency"`
	KeyspaceShards          string         `json:"keyspace_shards"`
}

type scriptStreams struct {
	RetryDelay scriptDuration `json:"retry_delay"`
	Timeout    scriptDuration `json:"timeout"`
}

type scriptWork struct {
	Primary scriptDuration `json:"primary"`
	Other   scriptDuration `json:"other"`
}

// scriptDelay delays the code that logs a line that contains Match.
type scriptDelay struct {
	Match string         `json:"match"`
	Sleep scriptDuration `json:"sleep"`
}

type scriptShards struct {
	Name   string   `json:"name"`
	Shards []string `json:"shards"`
	Split  int      `json:"split"`
}

type scriptTablet struct {
	Alias     string `json:"alias"`
	Keyspace  string `json:"keyspace"`
	Shard     string `json:"shard"`
	Type      string `json:"type"`
	TermStart int64  `json:"term_start"`
	Serving   bool   `json:"serving"`
	Mode      string `json:"mode"`
}

// scriptEvent is what happens at one instant: first the mode changes, then the stream, then the health is published.
type scriptEvent struct {
	At           scriptDuration `json:"at"`
	Mode         *scriptMode    `json:"mode"`
	Stream       *scriptStream  `json:"stream"`
	Health       *scriptHealth  `json:"health"`
	Query        *scriptQuery   `json:"query"`
	Topo         *scriptShards  `json:"topo"`
	RemoveTablet string         `json:"remove_tablet"`
}

type scriptMode struct {
	Tablet string `json:"tablet"`
	Mode   string `json:"mode"`
}

type scriptStream struct {
	Tablet string `json:"tablet"`
	Action string `json:"action"`
}

type scriptHealth struct {
	Tablet    string `json:"tablet"`
	Keyspace  string `json:"keyspace"`
	Shard     string `json:"shard"`
	Type      string `json:"type"`
	Serving   bool   `json:"serving"`
	TermStart int64  `json:"term_start"`
	Error     string `json:"error"`
	Periodic  bool   `json:"periodic"`
}

type scriptQuery struct {
	ID       int            `json:"id"`
	Keyspace string         `json:"keyspace"`
	Shard    string         `json:"shard"`
	Timeout  scriptDuration `json:"timeout"`
	Tx       bool           `json:"tx"`
}

// scriptDuration is a duration in whole microseconds, written as a string with a unit.
type scriptDuration time.Duration

// span returns the duration.
func (d scriptDuration) span() time.Duration { return time.Duration(d) }

// law returns the distribution that is always d.
func (d scriptDuration) law() sim.Distribution {
	law, err := sim.Constant(d.span())
	if err != nil {
		panic(err) // scripts contain no negative durations
	}
	return law
}

// UnmarshalJSON reads a duration.
func (d *scriptDuration) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return fmt.Errorf("want a duration such as \"250ms\", got %s", text)
	}
	parsed, err := time.ParseDuration(s)
	switch {
	case err != nil:
		return fmt.Errorf("want a duration such as \"250ms\", got %q", s)
	case parsed < 0:
		return fmt.Errorf("duration %q is negative", s)
	case parsed%time.Microsecond != 0:
		return fmt.Errorf("duration %q is finer than a microsecond", s)
	case parsed > scriptLongest:
		return fmt.Errorf("duration %q is longer than %v", s, scriptLongest)
	}
	*d = scriptDuration(parsed)
	return nil
}

// The limits of scripts. Everything that happens while a script is played is kept in memory.
const (
	scriptLongest  = 30 * 24 * time.Hour
	scriptMaxBytes = 64 << 20
)

// scriptModes names the modes in scripts.
var scriptModes = map[string]health.Mode{
	"rw": health.ReadWrite, "ro": health.ReadOnly, "notserving": health.NotServing,
	"shuttingdown": health.ShuttingDown, "down": health.Down, "fail": health.Failing, "wrongtype": health.WrongType,
}

// scriptTypes names the tablet types in scripts.
var scriptTypes = []string{health.Primary.String(), health.Replica.String(), health.ReadOnlyReplica.String()}

func tabletType(name string) health.TabletType {
	return health.TabletType(slices.Index(scriptTypes, name))
}

// tablets lists the tablets that the event names.
func (e *scriptEvent) tablets() []string {
	var named []string
	if e.Mode != nil {
		named = append(named, e.Mode.Tablet)
	}
	if e.Stream != nil {
		named = append(named, e.Stream.Tablet)
	}
	if e.Health != nil {
		named = append(named, e.Health.Tablet)
	}
	if e.RemoveTablet != "" {
		named = append(named, e.RemoveTablet)
	}
	return named
}
