package study

import "github.com/reparentsim/reparentsim/model/record"

// Unit is one vtgate of one replication.
type Unit struct {
	Replication, Vtgate int
	TimedOut            int // its bufferings that timed out under the baseline
}

// Worst returns the unit that figures show, the same under all strategies: under the baseline, the replication with the
// most timed-out bufferings, and in it the vtgate with the most. Of several, the first. At least one replication must
// have finished.
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

// Story plays a unit again under the strategy at the given position and returns everything that happens in it.
func (s *Study) Story(strategy int, unit Unit) (*record.Story, error) {
	return s.experiment.Story(s.experiment.Strategies[strategy], unit.Replication, unit.Vtgate)
}
