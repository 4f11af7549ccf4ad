package model

import (
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
)

// RunWithTiesReversed plays replications as Experiment.Run does, with the order of events of the same
// instant turned round if reversed is set.
func RunWithTiesReversed(config *Config, spec notify.Spec, replications int, reversed bool) ([]record.Replication, error) {
	layout := cluster.NewLayout(&config.Cluster)
	e := &Experiment{Config: *config, Strategies: []notify.Spec{spec}, Seed: 1}
	g := NewGate(config, layout, spec)
	g.reversed = tieOrder{reversed, reversed, reversed}
	records := make([]record.Replication, replications)
	for n := range records {
		r := e.begin(layout, n)
		units := make([]record.Tally, config.Gates.Count)
		for gate := range units {
			u, err := r.play(g, gate, 0)
			if err != nil {
				return nil, err
			}
			units[gate] = u
		}
		records[n] = record.NewReplication(n, record.NewRollout(r.timeline), units, &r.pools[0])
	}
	return records, nil
}

// NewUnit returns what plays the first vtgate of an experiment's first replication, each time again. The
// timeline, which all vtgates of a replication share, is not part of it.
func NewUnit(e *Experiment) func() error {
	layout := cluster.NewLayout(&e.Config.Cluster)
	r := e.begin(layout, 0)
	g := NewGate(&e.Config, layout, e.Strategies[0])
	return func() error { return g.play(r.timeline, r.key.With(purposeGate)) }
}
