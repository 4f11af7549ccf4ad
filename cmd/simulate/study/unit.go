package study

import "github.com/reparentsim/reparentsim/model/record"

// Unit is one vtgate of one replication.
type Unit struct {
	Replication, Vtgate int
	TimedOut            int // bufferings, under the baseline
}

// Worst finds the unit that figures show, the same under all strategies: of the baseline, the replication with the most
// bufferings that timed out, and in it the vtgate with the most; the first of several. There must be a finished
// replication.
func (s *Study) Worst() Unit {
	records := s.Results[s.Baseline].Records
	worst := &records[0]
	for i := range records {
		if records[i].TimedOut > worst.TimedOut {
			worst = &records[i]
		}
	}
	return Unit{Replication: worst.Number, Vtgate: worst.Worst.Vtgate, TimedOut: worst.Worst.TimedOut}
}

// Story plays a unit again under one of the strategies, given by its position, and returns everything that happens in
// it.
func (s *Study) Story(strategy int, unit Unit) (*record.Story, error) {
	return s.experiment.Story(s.experiment.Strategies[strategy], unit.Replication, unit.Vtgate)
}
