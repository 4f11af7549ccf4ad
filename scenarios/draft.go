package scenarios

import (
	"time"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/scenarios/form"
)

const (
	apiVersion = "reparentsim/v1"
	beginning  = "apiVersion: " + apiVersion // what a scenario begins with

	maxHorizon = 30 * 24 * time.Hour
	maxListed  = 100_000 // items of a list without a limit of its own
)

// draft holds the values of a scenario as the file writes them, with the defaults filled in.
type draft struct {
	apiVersion, name, description, vitess string

	horizon    time.Duration
	cluster    clusterPart
	rollout    rolloutPart
	vtgates    vtgatesPart
	workload   workloadPart
	experiment experimentPart
	thresholds []record.Threshold
}

// newDraft returns a scenario in which all values are defaults.
func newDraft() draft {
	d := draft{
		horizon: time.Minute, cluster: defaultCluster(), rollout: defaultRollout(), vtgates: defaultVtgates(),
		workload: defaultWorkload(), experiment: defaultExperiment(),
	}
	d.apply(vtgate.DefaultRelease)
	return d
}

// fields returns the table of a scenario's fields, in the order in which they are printed. The preset comes before the
// fields that depend on it.
func (d *draft) fields() []form.Field {
	return []form.Field{
		form.Key("apiVersion", "version of this format", &d.apiVersion,
			form.Choice("version of the format", apiVersion)).Needed(),
		form.Key("name", "the scenario's name", &d.name, scenarioName).Needed(),
		form.Key("description", "what it shows", &d.description, form.Text),
		form.Key("vitess", "the release of Vitess whose behaviour is simulated; single fields override it", d, preset),
		form.Key("horizon", "no query, reparent or periodic update starts later", &d.horizon,
			form.DurationUpTo(maxHorizon)),
		form.Key("cluster", "the database", &d.cluster,
			form.Mapping("a mapping of the cluster's fields", (*clusterPart).fields)).Needed(),
		form.Key("rollout", "the reparents", &d.rollout,
			form.Mapping("a mapping of the rollout's fields", (*rolloutPart).fields)),
		form.Key("vtgates", "the vtgates, which are all alike", &d.vtgates,
			form.Mapping("a mapping of the vtgates' fields", (*vtgatesPart).fields)),
		form.Key("workload", "the queries", &d.workload,
			form.Mapping("a mapping of the workload's fields", (*workloadPart).fields)),
		form.Key("experiment", "how often it is played", &d.experiment,
			form.Mapping("a mapping of the experiment's fields", (*experimentPart).fields)),
		form.Key("thresholds", "conditions on means, METRIC OP NUMBER; a broken one makes the exit code 3",
			&d.thresholds, form.List(threshold, 0, maxListed, nil)),
	}
}

// draftForm is the form of a whole scenario.
var draftForm = form.Mapping("a mapping of the scenario's fields", (*draft).fields)

var scenarioName = form.Pattern("a name of lower-case letters, digits and hyphens, at most 63 characters",
	`^[a-z0-9][a-z0-9-]{0,62}$`)

// config returns the configuration of the simulation. The draft has been checked, except for shards that a schedule
// names.
func (d *draft) config(c *form.Checker) model.Config {
	config := model.Config{
		Cluster: d.clusterConfig(c), Vtgates: d.vtgates.count, Notification: d.vtgates.notification,
		Vtgate: d.vtgates.config(),
	}
	config.Vtgate.Workload = d.workload.config(d.shardCount())
	return config
}
