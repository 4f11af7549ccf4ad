package scenarios

import (
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/model/cluster"
)

// Schedule is a way to spread a rollout's reparents over time that a scenario may name.
type Schedule struct {
	Name, Doc string
	fields    []field[scheduleArguments]
	build     func(a *scheduleArguments) cluster.Schedule
}

// Parameters lists what the schedule needs to know.
func (s *Schedule) Parameters() []Parameter { return parameters(s.fields) }

// Schedules lists the schedules in the order of help.
var Schedules = []Schedule{
	{"none", "nothing is reparented", nil,
		func(*scheduleArguments) cluster.Schedule { return cluster.None{} }},
	{"simultaneous", "all shards start at once, each later by a uniform time up to jitter", fields(scheduleJitter),
		func(a *scheduleArguments) cluster.Schedule { return cluster.Simultaneous{Jitter: a.jitter} }},
	{"staggered", "a shard starts each every, later by a uniform time up to jitter", fields(scheduleEvery, scheduleJitter),
		func(a *scheduleArguments) cluster.Schedule {
			return cluster.Staggered{Every: a.every, Jitter: a.jitter}
		}},
	{"waves", "size shards start at once; a wave starts pause after the last promotion of the one before", fields(scheduleSize, schedulePause, scheduleJitter),
		func(a *scheduleArguments) cluster.Schedule {
			return cluster.Waves{Size: a.size, Pause: a.pause, Jitter: a.jitter}
		}},
	{"concurrency", "limit reparents are under way; the next starts when one is promoted", fields(scheduleLimit),
		func(a *scheduleArguments) cluster.Schedule { return cluster.Concurrency{Limit: a.limit} }},
	{"uniform", "each shard starts at a uniform time within the span", fields(scheduleWithin),
		func(a *scheduleArguments) cluster.Schedule { return cluster.UniformWithin{Within: a.within} }},
	{"poisson", "the shards start one after the other as a Poisson process", fields(scheduleRate),
		func(a *scheduleArguments) cluster.Schedule { return cluster.Poisson{Rate: a.rate} }},
	{"explicit", "the listed shards start at the listed times, counted from the beginning", fields(scheduleAt),
		func(a *scheduleArguments) cluster.Schedule { return cluster.Explicit{At: a.starts} }},
}

// scheduleArguments holds the parameters of any schedule; each uses its own.
type scheduleArguments struct {
	jitter, every, pause, within time.Duration
	size, limit                  int
	rate                         float64
	at                           []explicitStart
	starts                       []cluster.Start // at, with the shards found
}

// explicitStart is one reparent of the schedule explicit.
type explicitStart struct {
	keyspace, shard string
	at              time.Duration
}

// The parameters of schedules.
var (
	scheduleJitter = key("jitter", "each start is later by a uniform time up to this", func(a *scheduleArguments) *time.Duration { return &a.jitter }, duration)
	scheduleEvery  = key("every", "from one start to the next", func(a *scheduleArguments) *time.Duration { return &a.every }, positiveDuration).needed()
	scheduleSize   = key("size", "shards in a wave", func(a *scheduleArguments) *int { return &a.size }, count(1, unlimited)).needed()
	schedulePause  = key("pause", "from the last promotion of a wave to the start of the next wave", func(a *scheduleArguments) *time.Duration { return &a.pause }, duration)
	scheduleLimit  = key("limit", "reparents at once", func(a *scheduleArguments) *int { return &a.limit }, count(1, unlimited)).needed()
	scheduleWithin = key("within", "span of the starts", func(a *scheduleArguments) *time.Duration { return &a.within }, duration).needed()
	scheduleRate   = key("rate", "starts per second", func(a *scheduleArguments) *float64 { return &a.rate }, number(positiveNumber)).needed()
	scheduleAt     = key("at", "the reparents", func(a *scheduleArguments) *[]explicitStart { return &a.at },
		list(mapping("a reparent such as {keyspace: commerce, shard: \"-80\", at: 10s}", explicitFields, zero[explicitStart]), 1, maxListed, zero[explicitStart])).needed()

	explicitFields = fields(
		key("keyspace", "the keyspace's name", func(s *explicitStart) *string { return &s.keyspace }, text).needed(),
		key("shard", "the shard's name", func(s *explicitStart) *string { return &s.shard }, text).needed(),
		key("at", "start, from the beginning of the replication", func(s *explicitStart) *time.Duration { return &s.at }, duration).needed(),
	)
)

// maxListed bounds the lists that have no limit of their own.
const maxListed = 100_000

// schedule is a schedule as a scenario writes it.
type schedule struct {
	schedule  *Schedule
	arguments scheduleArguments
}

const wantSchedule = "a schedule such as {kind: simultaneous, jitter: 200ms}"

// scheduleForm is the form of a schedule: its kind and, beside it, its parameters.
var scheduleForm = form[schedule]{want: wantSchedule, read: readSchedule, print: printSchedule, schema: schemaOfSchedule}

func scheduleNames() []string {
	names := make([]string, len(Schedules))
	for i := range Schedules {
		names[i] = Schedules[i].Name
	}
	return names
}

func readSchedule(c *checker, n *node, path string, into *schedule) {
	kind, ok := readKind(c, n, path, "schedule", wantSchedule, scheduleNames())
	if !ok {
		return
	}
	read := schedule{schedule: &Schedules[kind]}
	known := len(c.faults)
	readFields(c, n, path, withKind(read.schedule.fields), &read.arguments)
	if len(c.faults) == known {
		*into = read
	} else {
		c.bad[path] = true
	}
}

func printSchedule(value *schedule) *node {
	n := mappingOf("kind", printText(value.schedule.Name))
	rest := printFields(value.schedule.fields, &value.arguments)
	n.keys, n.items = append(n.keys, rest.keys...), append(n.items, rest.items...)
	return n
}

func schemaOfSchedule() *jsonschema.Schema {
	alternatives := make([]*jsonschema.Schema, len(Schedules))
	for i := range Schedules {
		s := &Schedules[i]
		alternatives[i] = schemaOfKind(s.Name, s.Doc, schemaOfFields(s.fields, scheduleArguments{}))
	}
	return &jsonschema.Schema{OneOf: alternatives}
}
