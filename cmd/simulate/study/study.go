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
	Baseline int // position among the strategies: the one that others are compared with and that is drawn

	Results     []record.Result // one per strategy, the same replications in each
	Interrupted bool            // the results are the contiguous prefix of what was asked for
	Reached     bool            // the precision asked for, if any

	experiment model.Experiment
}

// New returns a study that plays the scenario's own number of replications. Workers is how many units are played at
// the same time; 0 means one per processor.
func New(scenario *scenarios.Scenario, strategies []notify.Spec, workers int) *Study {
	return &Study{Scenario: scenario, experiment: model.Experiment{Config: scenario.Config, Strategies: strategies,
		Seed: scenario.Seed, Replications: scenario.Replications, Workers: workers}}
}

// Asked returns how many replications are asked for so far.
func (s *Study) Asked() int { return s.experiment.Replications }

// Finished returns how many replications the results hold.
func (s *Study) Finished() int {
	if len(s.Results) == 0 {
		return 0
	}
	return len(s.Results[0].Records)
}

// Watcher is told how far a study is. Each function may be nil.
type Watcher struct {
	Finished func(records []record.Replication) // of one replication, by strategy; in no particular order
	Extended func(asked int)                    // another batch begins
}

// Play plays the study: in one batch, or, with a precision asked for, in batches until it is reached. The error is a
// *sim.BudgetError. If the context ends first, the study is interrupted, which is no error.
func (s *Study) Play(ctx context.Context, until Precision, told Watcher) error {
	batch := s.experiment.Replications
	if told.Finished != nil {
		s.experiment.Progress = func(_ int, records []record.Replication) { told.Finished(records) }
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
		if told.Extended != nil {
			told.Extended(s.experiment.Replications)
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
