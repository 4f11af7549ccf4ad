package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports"
	"github.com/reparentsim/reparentsim/scenarios"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// study is one scenario under its strategies.
type study struct {
	scenario   *scenarios.Scenario
	experiment model.Experiment
	compared   bool // the strategies with each other
	baseline   int  // index into the strategies
	results    *model.Results
	reached    bool // the precision asked for, if any
}

// studyPlan is everything that a call simulates, checked and found right.
type studyPlan struct {
	flags   *studyFlags
	studies []*study
	metrics []int
	figures []reports.Figure
	format  *reports.Format
}

// plan checks flags and scenarios. Nothing has been run or written when it returns.
func (f *studyFlags) plan(c *call, flags *pflag.FlagSet, references []string) (*studyPlan, error) {
	chosenMetrics, wrongMetrics := f.chosenMetrics()
	chosenFigures, wrongFigures := f.chosenFigures(flags)
	settings, wrongSettings := f.scenarioSettings(flags)
	documents, wrongDocuments := openAll(c, references)
	if err := errors.Join(f.check(flags), wrongMetrics, wrongFigures, wrongSettings, wrongDocuments); err != nil {
		return nil, err
	}
	plan := &studyPlan{flags: f, metrics: chosenMetrics, figures: chosenFigures, format: reports.FormatNamed(f.output)}
	var errs []error
	for _, document := range documents {
		scenario, err := document.With(settings...)
		if err != nil {
			errs = append(errs, namedByFlag(err, flags))
			continue
		}
		if err := scenario.Config.Feasible(); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", scenario.Name, err))
			continue
		}
		plan.studies = append(plan.studies, &study{scenario: scenario, experiment: model.Experiment{
			Config: scenario.Config, Seed: scenario.Seed, Replications: scenario.Replications, Workers: f.jobs}})
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return plan, plan.check()
}

// check refuses scenarios that cannot stand in one report.
func (p *studyPlan) check() error {
	var errs []error
	first := p.studies[0].scenario
	known := map[string]bool{}
	for _, one := range p.studies {
		s := one.scenario
		if known[s.Name] {
			errs = append(errs, fmt.Errorf("two scenarios have the name %s", s.Name))
		}
		known[s.Name] = true
		if s.Seed != first.Seed {
			errs = append(errs, fmt.Errorf("%s has seed %d, %s has %d; a report has one: use --seed", first.Name, first.Seed, s.Name, s.Seed))
		}
		if s.Confidence != first.Confidence {
			errs = append(errs, fmt.Errorf("%s has confidence %v, %s has %v; a report has one: use --confidence", first.Name, first.Confidence, s.Name, s.Confidence))
		}
		if p.flags.relativeError > 0 && s.Replications > p.flags.maxReplications {
			errs = append(errs, fmt.Errorf("%s: the first %d replications are more than --max-replications %d", s.Name, s.Replications, p.flags.maxReplications))
		}
	}
	return errors.Join(errs...)
}

// leading is the metric that progress shows and precision is about.
func (p *studyPlan) leading() int {
	if len(p.metrics) > 0 {
		return p.metrics[0]
	}
	return reports.DefaultMetrics()[0]
}

// carryOut plays all studies, draws, writes and reports.
func (p *studyPlan) carryOut(ctx context.Context, c *call) (status, error) {
	var out *folder
	if p.flags.out != "" {
		var err error
		if out, err = openFolder(p.flags.out, p.flags.force); err != nil {
			return refused, refuse(err)
		}
	}
	ended := fine
	told := c.newProgress()
	for i, one := range p.studies {
		if err := one.play(ctx, p, told); err != nil {
			c.messages.failure(fmt.Errorf("%s: %w", one.scenario.Name, err))
			if p.studies = p.studies[:i]; i == 0 {
				return failed, nil
			}
			_, err = p.deliver(c, out) // what is finished may have taken hours
			return failed, err
		}
		if one.results.Interrupted {
			c.messages.log.Warn("interrupted: the report is partial", "scenario", one.scenario.Name, "finished", len(one.results.Strategies[0].Records),
				"asked", one.experiment.Replications, "scenarios_left", len(p.studies)-i-1)
			p.studies = p.studies[:i+1]
			ended = interrupted
			break
		}
		if !one.reached {
			c.messages.log.Warn("the precision asked for was not reached", "scenario", one.scenario.Name, "metric", record.Metrics[p.leading()].Name, "replications", one.experiment.Replications)
			ended = ended.and(inconclusive)
		}
	}
	report, err := p.deliver(c, out)
	if report.ThresholdsBroken() {
		c.messages.log.Warn("a threshold was broken")
		ended = ended.and(broken)
	}
	return ended, err
}

// play plays a study in batches until the precision asked for is reached; in one if none is.
func (s *study) play(ctx context.Context, p *studyPlan, told *progress) error {
	batch := s.experiment.Replications
	told.begin(s, p.leading())
	defer told.end()
	s.experiment.Progress = told.finished
	for {
		played, err := s.experiment.Run(ctx)
		if err != nil {
			return err
		}
		s.add(played)
		s.reached = p.flags.relativeError == 0 || s.precise(p.leading(), p.flags.relativeError)
		if played.Interrupted || s.reached || s.experiment.Replications >= p.flags.maxReplications {
			return nil
		}
		s.experiment.First = s.experiment.Replications
		s.experiment.Replications = min(s.experiment.First+batch, p.flags.maxReplications)
		told.extend(s.experiment.Replications)
	}
}

// add appends the records of a batch.
func (s *study) add(played *model.Results) {
	if s.results == nil {
		s.results = played
		return
	}
	s.results.Interrupted = played.Interrupted
	for i := range played.Strategies {
		s.results.Strategies[i].Records = append(s.results.Strategies[i].Records, played.Strategies[i].Records...)
	}
}

// precise reports whether a metric's half-width is at most a share of its mean under every strategy.
func (s *study) precise(metric int, relativeError float64) bool {
	for _, strategy := range s.results.Strategies {
		e := estimate.Mean(strategy.Values(metric), s.scenario.Confidence)
		if !(e.HalfWidth <= relativeError*math.Abs(e.Mean)) { // NaN is not precise
			return false
		}
	}
	return true
}

// input is what a report is made of.
func (s *study) input(p *studyPlan) reports.Input {
	digest := sha256.Sum256(s.scenario.YAML())
	in := reports.Input{
		Version: currentVersion(), Scenario: s.scenario.Name, Description: s.scenario.Description, SHA256: hex.EncodeToString(digest[:]), Vitess: s.scenario.Vitess,
		Seed: s.scenario.Seed, Confidence: s.scenario.Confidence, Gates: s.scenario.Config.Vtgates, Asked: s.experiment.Replications,
		Results: s.results.Strategies, Interrupted: s.results.Interrupted, Baseline: -1, Metrics: p.metrics, Thresholds: s.scenario.Thresholds, Sources: s.scenario.Sources,
	}
	if s.compared {
		in.Baseline = s.baseline
	}
	if !s.reached && !s.results.Interrupted {
		in.Notes = append(in.Notes, fmt.Sprintf("Inconclusive: after %d replications the half-width of %s is more than %s of its mean.", s.experiment.Replications, record.Metrics[p.leading()].Name, share(p.flags.relativeError)))
	}
	return in
}
