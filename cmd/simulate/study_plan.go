package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/cmd/simulate/study"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports"
	"github.com/reparentsim/reparentsim/scenarios"
)

// studyPlan is everything that a call simulates, after all checks.
type studyPlan struct {
	flags    *studyFlags
	studies  []*study.Study
	compared bool // the strategies of a study are compared with its baseline
	metrics  []int
	figures  []reports.Figure
	format   *reports.Format
}

// strategyChoice chooses the strategies under which a scenario is played.
type strategyChoice func(*scenarios.Scenario) []notify.Spec

// plan checks flags and scenarios. Nothing has been run or written when it returns.
func (f *studyFlags) plan(
	c *call, flags *pflag.FlagSet, references []string, strategies strategyChoice,
) (*studyPlan, error) {
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
		plan.studies = append(plan.studies, study.New(scenario, strategies(scenario), f.jobs))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return plan, plan.check()
}

// check refuses scenarios that cannot share one report.
func (p *studyPlan) check() error {
	var errs []error
	first := p.studies[0].Scenario
	known := map[string]bool{}
	for _, one := range p.studies {
		s := one.Scenario
		if known[s.Name] {
			errs = append(errs, fmt.Errorf("two scenarios are named %s", s.Name))
		}
		known[s.Name] = true
		if s.Seed != first.Seed {
			errs = append(errs, fmt.Errorf("%s has seed %d but %s has %d; a report has only one: use --seed",
				first.Name, first.Seed, s.Name, s.Seed))
		}
		if s.Confidence != first.Confidence {
			errs = append(errs, fmt.Errorf(
				"%s has confidence %v but %s has %v; a report has only one: use --confidence",
				first.Name, first.Confidence, s.Name, s.Confidence))
		}
		if p.flags.relativeError > 0 && s.Replications > p.flags.maxReplications {
			errs = append(errs, fmt.Errorf("%s: its %d replications are more than --max-replications %d",
				s.Name, s.Replications, p.flags.maxReplications))
		}
	}
	return errors.Join(errs...)
}

// leading returns the metric that progress shows and that must become precise.
func (p *studyPlan) leading() int {
	if len(p.metrics) > 0 {
		return p.metrics[0]
	}
	return reports.DefaultMetrics()[0]
}

// precision returns the precision that the flags ask for.
func (p *studyPlan) precision() study.Precision {
	return study.Precision{Metric: p.leading(), RelativeError: p.flags.relativeError,
		MaxReplications: p.flags.maxReplications}
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
	ended, err := p.play(ctx, c)
	if err != nil {
		c.messages.failure(err)
		if len(p.studies) == 0 {
			return failed, nil
		}
		_, err = p.deliver(c, out) // what is finished may have taken hours
		return failed, err
	}
	report, err := p.deliver(c, out)
	if report.ThresholdsBroken() {
		c.messages.log.Warn("a threshold was broken")
		ended = ended.and(broken)
	}
	return ended, err
}

// play plays the studies one after the other. If one fails, it and those after it are taken out of the plan, and its
// error is returned. An interrupted study stays, with what it has finished.
func (p *studyPlan) play(ctx context.Context, c *call) (status, error) {
	ended := fine
	shown := c.newProgress()
	for i, one := range p.studies {
		shown.begin(one, p.leading())
		err := one.Play(ctx, p.precision(), study.Progress{Finished: shown.finished, Extended: shown.extend})
		shown.end()
		switch {
		case err != nil:
			p.studies = p.studies[:i]
			return failed, fmt.Errorf("%s: %w", one.Scenario.Name, err)
		case one.Interrupted:
			c.messages.log.Warn("interrupted: the report is partial", "scenario", one.Scenario.Name,
				"finished", one.Finished(), "asked", one.Asked(), "scenarios_left", len(p.studies)-i-1)
			p.studies = p.studies[:i+1]
			return interrupted, nil
		case !one.Reached:
			c.messages.log.Warn("the precision asked for was not reached", "scenario", one.Scenario.Name,
				"metric", record.Metrics[p.leading()].Name, "replications", one.Asked())
			ended = ended.and(inconclusive)
		}
	}
	return ended, nil
}

// input returns what the report of a study is made from.
func (p *studyPlan) input(s *study.Study) reports.Input {
	digest := sha256.Sum256(s.Scenario.YAML())
	in := reports.Input{
		Version: currentVersion(), Scenario: s.Scenario.Name, Description: s.Scenario.Description,
		SHA256: hex.EncodeToString(digest[:]), Vitess: s.Scenario.Vitess, Seed: s.Scenario.Seed,
		Confidence: s.Scenario.Confidence, Vtgates: s.Scenario.Config.Vtgates, Asked: s.Asked(),
		Results: s.Results, Interrupted: s.Interrupted, Baseline: -1, Metrics: p.metrics,
		Thresholds: s.Scenario.Thresholds, Sources: s.Scenario.Sources,
	}
	if p.compared {
		in.Baseline = s.Baseline
	}
	if !s.Reached && !s.Interrupted {
		in.Notes = append(in.Notes, fmt.Sprintf(
			"Inconclusive: after %d replications the half-width of %s is more than %s of its mean.",
			s.Asked(), record.Metrics[p.leading()].Name, percentage(p.flags.relativeError)))
	}
	return in
}
