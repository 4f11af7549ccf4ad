package reports

import (
	"errors"

	"github.com/reparentsim/reparentsim/reports/overlap"
)

// drawOverlap makes an overlap chart per strategy.
func drawOverlap(s *FigureInput) ([]Drawing, error) {
	var drawings []Drawing
	var errs []error
	for i := range s.Results {
		chart, err := overlapOf(s, i)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		file := "overlap-" + s.Results[i].Strategy + ".png"
		drawings = append(drawings, Drawing{File: file, Write: chart.WritePNG})
	}
	return drawings, errors.Join(errs...)
}

func overlapOf(s *FigureInput, strategy int) (*overlap.Chart, error) {
	story, err := s.Story(strategy)
	if err != nil {
		return nil, err
	}
	return overlap.New(story, overlap.Options{
		Scenario: s.Scenario, MaxFailoverDuration: s.MaxFailoverDuration, Seed: s.Seed})
}
