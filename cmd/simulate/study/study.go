package study

import (
	"context"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/scenarios"
)

// Study is one scenario under one or more strategies, which face the same failovers, delays and queries.
type Study struct {
	Scenario *scenarios.Scenario
	Baseline int // the position of the strategy that the others are compared with; figures show its worst unit

	Results     []record.Result // one per strategy, the same replications in each
	Interrupted bool            // the results are the contiguous prefix of what was asked for
	Reached     bool            // the results are as precise as was asked for

	experiment model.Experiment
}

// New returns a study that plays the scenario's own number of replications. Workers is the number of units played at
// the same time; 0 means one per processor.
func New(scenario *scenarios.Scenario, strategies []notify.Spec, workers int) *Study {
	return &Study{Scenario: scenario, experiment: model.Experiment{Config: scenario.Config, Strategies: strategies,
		Seed: scenario.Seed, Replications: scenario.Replications, Workers: workers}}
}

// Asked returns how many replications have been asked for so far.
func (s *Study) Asked() int { return s.experiment.Replications }

// Finished returns how many replications the results hold.
func (s *Study) Finished() int {
	if len(s.Results) == 0 {
		return 0
	}
	return len(s.Results[0].Records)
}

// Progress holds functions that are called as a study gets on. Each may be nil.
type Progress struct {
	Finished func(records []record.Replication) // one replication, by strategy; in no particular order
	Extended func(asked int)                    // another batch begins
}

// Play plays the study: in one batch or, if a precision is asked for, in batches until it is reached. The error is a
// *sim.BudgetError. If the context ends first, the study is interrupted, which is no error.
func (s *Study) Play(ctx context.Context, until Precision, progress Progress) error {
	batch := s.experiment.Replications
	if progress.Finished != nil {
		s.experiment.Progress = func(_ int, records []record.Replication) { progress.Finished(records) }
	}
	for {
		played, err := s.experiment.Run(ctx)
		if err != nil {
			return err
		}
		s.add(played)
		s.Reached = until.reached(s.Results, s.Scenario.Confidence)
		if s.Interrupted || s.Reached || s.experiment.Replications >= until.MaxReplications {
			return nil
		}
		s.experiment.First = s.experiment.Replications
		s.experiment.Replications = min(s.experiment.First+batch, until.MaxReplications)
		if progress.Extended != nil {
			progress.Extended(s.experiment.Replications)
		}
	}
}

// add appends the records of a batch.
func (s *Study) add(played *model.Results) {
	s.Interrupted = played.Interrupted
	if s.Results == nil {
		s.Results = played.Strategies
		return
	}
	for i := range played.Strategies {
		s.Results[i].Records = append(s.Results[i].Records, played.Strategies[i].Records...)
	}
}
