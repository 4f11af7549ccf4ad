package main

import (
	"errors"

	"github.com/reparentsim/reparentsim/cmd/simulate/study"
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

// draw draws the chosen figures of a study into the folder, if any replication has finished, and adds those that were
// written to the report's input. Their file names begin with the prefix.
func (p *studyPlan) draw(s *study.Study, in *reports.Input, out *folder, prefix string) error {
	if s.Finished() == 0 {
		return nil
	}
	unit := s.Worst()
	in.Drawn = reports.Unit{Replication: unit.Replication, Vtgate: unit.Vtgate, TimedOut: unit.TimedOut,
		Strategy: s.Results[s.Baseline].Strategy}
	drawn := reports.FigureInput{Input: in, MaxFailoverDuration: s.Scenario.Config.Vtgate.Buffer.MaxFailoverDuration,
		Story: func(strategy int) (*record.Story, error) { return s.Story(strategy, unit) }}
	var errs []error
	for _, figure := range p.figures {
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
