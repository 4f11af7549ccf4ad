package scenarios

import (
	"fmt"
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/scenarios/wording"
	"github.com/reparentsim/reparentsim/sim"
)

// schedule is a schedule as a scenario writes it.
type schedule struct {
	kind   cluster.ScheduleKind
	listed []listedStart // of a schedule that lists its starts
}

// listedStart is a listed start. The shard's name is looked up once all keyspaces are known.
type listedStart struct {
	keyspace, shard string
	at              time.Duration
}

// scheduleNamed returns the listed schedule for a default.
func scheduleNamed(name string) schedule {
	for _, declare := range cluster.Schedules {
		if kind := declare(); kind.Name == name {
			return schedule{kind: kind}
		}
	}
	panic("scenarios: no schedule " + name)
}

// scheduleForm is the form of a schedule: its kind and, beside it, its parameters.
func scheduleForm(place *schedule) form.Value {
	kinds := form.Kinds[schedule]{
		What: "schedule", Want: "a schedule such as {kind: simultaneous, jitter: 200ms}",
		Of: func(value *schedule) string { return value.kind.Name },
	}
	for _, declare := range cluster.Schedules {
		kind := declare()
		kinds.List = append(kinds.List, form.Kind[schedule]{
			Name: kind.Name, Doc: kind.Doc,
			Begin:  func(value *schedule) { *value = schedule{kind: declare()} },
			Fields: (*schedule).fields,
		})
	}
	value := kinds.Form()(place)
	read := value.Read
	value.Read = func(c *form.Checker, n *form.Node, path string) {
		c.Try(path, func() { read(c, n, path) }) // a half-read schedule must not be built
	}
	return value
}

// fields returns the fields of the schedule's parameters.
func (s *schedule) fields() []form.Field {
	var fields []form.Field
	for _, p := range s.kind.Parameters {
		if _, ok := p.Place.(*[]cluster.Start); ok {
			field := form.Key(p.Name, p.Doc, &s.listed, form.List(listedStartForm, 1, maxListed, nil))
			field.Required = p.Required
			fields = append(fields, field)
			continue
		}
		fields = append(fields, parameterField(p))
	}
	return fields
}

var listedStartForm = form.Mapping(`a reparent such as {keyspace: commerce, shard: "-80", at: 10s}`,
	(*listedStart).fields)

func (s *listedStart) fields() []form.Field {
	return []form.Field{
		form.Key("keyspace", "the keyspace's name", &s.keyspace, form.Text).Needed(),
		form.Key("shard", "the shard's name", &s.shard, form.Text).Needed(),
		form.Key("at", "time of the start after the beginning of the replication", &s.at, form.Duration).Needed(),
	}
}

// config returns the schedule for the keyspaces' shards.
func (s *schedule) config(c *form.Checker, keyspaces []cluster.Keyspace) cluster.Schedule {
	for _, p := range s.kind.Parameters {
		if starts, ok := p.Place.(*[]cluster.Start); ok {
			*starts = findStarts(c, "rollout.schedule."+p.Name, s.listed, keyspaces)
		}
	}
	return s.kind.Build()
}

// findStarts looks up the shards of listed starts.
func findStarts(c *form.Checker, path string, listed []listedStart, keyspaces []cluster.Keyspace) []cluster.Start {
	positions := map[string]health.ShardIndex{}
	var names []string
	shards := map[string][]string{}
	for i := range keyspaces {
		names = append(names, keyspaces[i].Name)
		shards[keyspaces[i].Name] = keyspaces[i].Shards
		for _, shard := range keyspaces[i].Shards {
			positions[keyspaces[i].Name+"/"+shard] = health.ShardIndex(len(positions))
		}
	}
	var starts []cluster.Start
	for i, start := range listed {
		item := fmt.Sprintf("%s[%d]", path, i)
		position, found := positions[start.keyspace+"/"+start.shard]
		switch {
		case c.Full():
			return nil
		case found:
			starts = append(starts, cluster.Start{Shard: position, At: sim.Time(start.at)})
		case shards[start.keyspace] == nil:
			c.Rule(false, []string{item + ".keyspace", "cluster.keyspaces"}, "%s",
				wording.Unknown("keyspace", start.keyspace, names))
		default:
			c.Rule(false, []string{item + ".shard", "cluster.keyspaces"}, "%s has no shard %s%s", start.keyspace,
				wording.Quoted(start.shard), wording.DidYouMean(start.shard, shards[start.keyspace]))
		}
	}
	return starts
}

// Schedules lists the schedules that a scenario may name, in the order in which help shows them.
func Schedules() []Choice {
	var choices []Choice
	for _, declare := range cluster.Schedules {
		s := schedule{kind: declare()}
		choices = append(choices, Choice{s.kind.Name, s.kind.Doc, parameters(s.fields())})
	}
	return choices
}
