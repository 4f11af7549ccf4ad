package main

import (
	"errors"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports"
)

// figureNames lists the names of the figures.
func figureNames() []string {
	var list []string
	for _, one := range reports.Figures {
		list = append(list, one.Name)
	}
	return list
}

// worstUnit finds the unit that all figures of a study show: of the baseline, the replication with the most bufferings
// that timed out (ties: the first), and in it the vtgate with the most. There must be a finished replication.
func (s *study) worstUnit() reports.Unit {
	result := &s.results.Strategies[s.baseline]
	worst := &result.Records[0]
	for i := range result.Records {
		if one := &result.Records[i]; one.TimedOut > worst.TimedOut {
			worst = one
		}
	}
	return reports.Unit{Replication: worst.Number, Vtgate: worst.Worst.Vtgate,
		Strategy: result.Strategy, TimedOut: worst.Worst.TimedOut}
}

// draw draws the chosen figures into the folder, if there is something to draw, and adds those that could be written
// to the report's input. The names of their files begin with the prefix.
func (s *study) draw(chosen []reports.Figure, in *reports.Input, out *folder, prefix string) error {
	if len(in.Results[s.baseline].Records) == 0 {
		return nil
	}
	in.Drawn = s.worstUnit()
	drawn := reports.Study{Input: in, MaxFailoverDuration: s.scenario.Config.Vtgate.Buffer.MaxFailoverDuration,
		Story: func(strategy int) (*record.Story, error) {
			return s.experiment.Story(s.experiment.Strategies[strategy], in.Drawn.Replication, in.Drawn.Vtgate)
		}}
	var errs []error
	for _, figure := range chosen {
		drawings, err := figure.Draw(&drawn)
		errs = append(errs, err)
		for _, one := range drawings {
			one.File = prefix + one.File
			if err := out.render(one.File, one.Write); err != nil {
				errs = append(errs, err)
				continue
			}
			in.Figures = append(in.Figures, one)
		}
	}
	return errors.Join(errs...)
}
