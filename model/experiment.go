package model

import (
	"context"

	"github.com/reparentsim/reparentsim/model/notify"
)

// Experiment plays the same replications under one or more notification strategies. All strategies face
// the same failovers, network delays and queries (common random numbers).
type Experiment struct {
	Config       Config
	Strategies   []notify.Spec
	Seed         uint64
	First        int // index of the first replication to play; the earlier ones are known already
	Replications int // index one past the last replication
	Workers      int // 0: the number of CPUs
	// Progress, if not nil, is called after each finished replication with the number that are finished,
	// never by two goroutines at once, in no particular order of replications.
	Progress func(finished int, records []Record)
}

// Results holds the records of an experiment.
type Results struct {
	Strategies []StrategyResult
	// Interrupted: the context ended first; the records are the contiguous prefix of finished
	// replications, the same number for every strategy.
	Interrupted bool
}

// StrategyResult is what one strategy did.
type StrategyResult struct {
	Strategy string   // its display name, such as cap2
	Records  []Record // one a replication, in order
}

// Run plays the experiment. Its results depend on Config, Strategies, Seed and Replications alone. The
// error is a *sim.BudgetError, or nil; an ended context is no error but sets Interrupted.
func (e *Experiment) Run(ctx context.Context) (*Results, error) { panic("not written yet") }

// Unit plays one vtgate of one replication again, with a full record.
func (e *Experiment) Unit(strategy notify.Spec, replication, gate int) (*GateRecord, error) {
	panic("not written yet")
}
