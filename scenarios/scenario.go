package scenarios

import (
	"slices"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/scenarios/form"
)

// Scenario is a checked scenario with all defaults filled in.
type Scenario struct {
	Name, Description string
	Vitess            string // name of the preset
	Config            model.Config
	Replications      int
	Seed              uint64
	Confidence        float64
	Thresholds        []record.Threshold
	Sources           []string // where the numbers of the mix come from; each source once, in the order of the mix

	draft draft
}

// newScenario reads a tree and returns the scenario, or all its faults.
func newScenario(s *form.Source, folder string, root *form.Node) (*Scenario, form.Errors) {
	c := form.NewChecker(s, folder)
	d := newDraft()
	draftForm(&d).Read(c, root, "")
	d.check(c)
	if c.Faulty("cluster.keyspaces") || c.Faulty("rollout.schedule") {
		return nil, c.Faults()
	}
	config := d.config(c)
	if faults := c.Faults(); len(faults) > 0 {
		return nil, faults
	}
	scenario := &Scenario{
		Name: d.name, Description: d.description, Vitess: d.vitess, Config: config,
		Replications: d.experiment.replications, Seed: d.experiment.seed, Confidence: d.experiment.confidence,
		Thresholds: d.thresholds, draft: d,
	}
	for i := range d.rollout.mix {
		if source := d.rollout.mix[i].source; !slices.Contains(scenario.Sources, source) {
			scenario.Sources = append(scenario.Sources, source)
		}
	}
	return scenario, nil
}

// YAML returns the scenario as a file with all defaults filled in. The text is always the same for the same scenario,
// and loading it gives that scenario. Values from a CSV file are written out, so that the text is complete.
func (s *Scenario) YAML() []byte { return draftForm(&s.draft).Print().YAML() }
