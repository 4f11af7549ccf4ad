package main

import (
	"errors"
	"fmt"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/reports/overlap"
)

// figure is a chart that a study can be drawn as.
type figure struct {
	name, doc string
	// draw writes the figure's files into the folder and returns the names of those that it could write.
	draw func(s *study, out *folder, prefix string) ([]string, error)
}

// figures lists the charts in the order of help. A new one is a file and a line here.
var figures = []figure{
	{"overlap", "what one vtgate saw of one rollout: each shard's outage inside its buffering, and what held it down", drawOverlap},
}

func figureNames() []string {
	var list []string
	for _, one := range figures {
		list = append(list, one.name)
	}
	return list
}

// drawnUnit is the vtgate that all figures of a study show, so that strategies can be compared: of the
// baseline, the replication with the most bufferings that timed out (ties: the first), and in it the vtgate
// with the most.
type drawnUnit struct {
	replication, gate int
	strategy          string
	timedOut          int
}

// worstUnit finds the unit to draw; there must be a finished replication.
func (s *study) worstUnit() drawnUnit {
	result := s.results.Strategies[s.baseline]
	worst := 0
	for i := range result.Records {
		if result.Records[i].TimedOut > result.Records[worst].TimedOut {
			worst = i
		}
	}
	record := &result.Records[worst]
	return drawnUnit{replication: worst, gate: record.Worst.Vtgate, strategy: result.Strategy, timedOut: record.Worst.TimedOut}
}

// note says what the figures show.
func (u drawnUnit) note() string {
	return fmt.Sprintf("Figures show vtgate %d of replication %d, which has the most bufferings timed out under %s (%d).", u.gate, u.replication, u.strategy, u.timedOut)
}

// draw draws the study's figures, if there is something to draw.
func (s *study) draw(chosen []figure, out *folder, prefix string) error {
	if len(s.results.Strategies[s.baseline].Records) == 0 {
		return nil
	}
	s.drawn = s.worstUnit()
	var errs []error
	for _, one := range chosen {
		files, err := one.draw(s, out, prefix)
		s.figures = append(s.figures, files...)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// drawOverlap draws one overlap chart a strategy.
func drawOverlap(s *study, out *folder, prefix string) ([]string, error) {
	var files []string
	var errs []error
	for _, strategy := range s.experiment.Strategies {
		file := prefix + "overlap-" + strategy.Name() + ".png"
		if err := s.drawOverlapOf(strategy, out, file); err != nil {
			errs = append(errs, err)
			continue
		}
		files = append(files, file)
	}
	return files, errors.Join(errs...)
}

func (s *study) drawOverlapOf(strategy notify.Spec, out *folder, file string) error {
	record, err := s.experiment.Unit(strategy, s.drawn.replication, s.drawn.gate)
	if err != nil {
		return err
	}
	chart, err := overlap.New(record, overlap.Options{Scenario: s.scenario.Name,
		MaxFailoverDuration: s.scenario.Config.Gates.Buffer.MaxFailoverDuration, Seed: s.scenario.Seed})
	if err != nil {
		return err
	}
	return out.render(file, chart.WritePNG)
}
