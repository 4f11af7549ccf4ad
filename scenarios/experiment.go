package scenarios

import "github.com/reparentsim/reparentsim/scenarios/form"

const maxReplications = 1_000_000

// experimentPart describes how often the scenario is played.
type experimentPart struct {
	replications int
	seed         uint64
	confidence   float64
}

func defaultExperiment() experimentPart {
	return experimentPart{replications: 30, seed: 1, confidence: 0.95}
}

func (p *experimentPart) fields() []form.Field {
	return []form.Field{
		form.Key("replications", "number of independent replications", &p.replications, form.Count(1, maxReplications)),
		form.Key("seed", "seed of all random numbers", &p.seed, form.Seed),
		form.Key("confidence", "confidence of the intervals", &p.confidence, form.Probability),
	}
}
