package scenarios

import (
	"slices"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/record"
)

// Scenario is a checked scenario with all defaults filled in.
type Scenario struct {
	Name, Description string
	Vitess            string // the preset's name
	Config            model.Config
	Replications      int
	Seed              uint64
	Confidence        float64
	Thresholds        []record.Threshold
	Sources           []string // of the mix entries' numbers, each once, in the order of the mix

	document document
}

// newScenario reads a tree completely and returns the scenario, or all its faults.
func newScenario(s *source, folder string, root *node) (*Scenario, error) {
	c := newChecker(s, folder)
	d := newDocument()
	mapping("a mapping of the scenario's fields", documentFields, newDocument).read(c, root, "", &d)
	c.check(&d)
	if len(c.faults) > 0 && (c.faulty("cluster.keyspaces") || c.faulty("rollout.schedule")) {
		return nil, c.faults.sorted()
	}
	config := d.config(c)
	if err := c.faults.sorted(); err != nil {
		return nil, err
	}
	scenario := &Scenario{
		Name: d.name, Description: d.description, Vitess: d.vitess, Config: config,
		Replications: d.experiment.replications, Seed: d.experiment.seed, Confidence: d.experiment.confidence,
		Thresholds: d.thresholds, document: d,
	}
	for i := range d.rollout.mix {
		if source := d.rollout.mix[i].source; !slices.Contains(scenario.Sources, source) {
			scenario.Sources = append(scenario.Sources, source)
		}
	}
	return scenario, nil
}

// YAML returns the scenario with all defaults filled in, always the same for the same scenario. Loading it
// gives the same scenario; values from a file are written out, so that it stands alone.
func (s *Scenario) YAML() []byte {
	return printYAML(printFields(documentFields, &s.document))
}
