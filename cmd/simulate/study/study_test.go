package study

import (
	"context"
	"math"
	"reflect"
	"testing"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/scenarios"
)

// newStudy returns a small study of rollout-32 under two strategies.
func newStudy(t *testing.T, replications int) *Study {
	t.Helper()
	document, err := scenarios.Open("rollout-32", nil)
	if err != nil {
		t.Fatal(err)
	}
	scenario, err := document.With(scenarios.Setting{Path: "vtgates.count", Value: "2"})
	if err != nil {
		t.Fatal(err)
	}
	scenario.Replications = replications
	var specs []notify.Spec
	for _, name := range []string{"cap2", "unbounded"} {
		spec, err := notify.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		specs = append(specs, spec)
	}
	return New(scenario, specs, 2)
}

func play(t *testing.T, s *Study, until Precision, progress Progress) {
	t.Helper()
	if err := s.Play(t.Context(), until, progress); err != nil {
		t.Fatal(err)
	}
}

// Batches give the same records as one run of as many replications, and end as soon as the precision is reached.
func TestBatchesAreOneRun(t *testing.T) {
	const batch = 4
	s := newStudy(t, batch)
	finished, asked := 0, batch
	metric := record.MetricIndex("buffered_time_max") // varies little
	play(t, s, Precision{Metric: metric, RelativeError: 0.05, MaxReplications: 1000},
		Progress{Finished: func([]record.Replication) { finished++ }, Extended: func(n int) { asked = n }})
	if !s.Reached || s.Interrupted || s.Finished() == 1000 || s.Finished()%batch != 0 ||
		finished != s.Finished() || asked != s.Asked() {
		t.Errorf("reached %v, %d of %d replications, shown %d of %d",
			s.Reached, s.Finished(), s.Asked(), finished, asked)
	}
	whole := newStudy(t, s.Finished())
	play(t, whole, Precision{}, Progress{})
	for i := range whole.Results {
		for n := range whole.Results[i].Records {
			a, b := whole.Results[i].Records[n], s.Results[i].Records[n]
			a.Work, b.Work = record.Work{}, record.Work{}
			if a.Number != n || b.Number != n || a.TimeoutCauses != b.TimeoutCauses || !same(a.Values, b.Values) {
				t.Fatalf("replication %d of %s differs:\n%+v\n%+v", n, s.Results[i].Strategy, a, b)
			}
		}
	}
}

func same(a, b []float64) bool {
	bits := func(values []float64) (all []uint64) {
		for _, v := range values {
			all = append(all, math.Float64bits(v))
		}
		return all
	}
	return reflect.DeepEqual(bits(a), bits(b))
}

func TestAPrecisionOutOfReachEndsAtTheLimit(t *testing.T) {
	s := newStudy(t, 2)
	until := Precision{Metric: record.MetricIndex("queries_failed"), RelativeError: 1e-9, MaxReplications: 5}
	play(t, s, until, Progress{})
	if s.Reached || s.Finished() != 5 || s.Asked() != 5 {
		t.Errorf("reached %v after %d of %d", s.Reached, s.Finished(), s.Asked())
	}
}

func TestAnInterruptedStudyHoldsWhatIsFinished(t *testing.T) {
	s := newStudy(t, 50)
	ctx, cancel := context.WithCancel(t.Context())
	finished := 0
	err := s.Play(ctx, Precision{}, Progress{Finished: func([]record.Replication) {
		if finished++; finished == 3 {
			cancel()
		}
	}})
	if err != nil || !s.Interrupted || s.Finished() == 0 || s.Finished() == 50 {
		t.Errorf("interrupted %v with %d finished (%v)", s.Interrupted, s.Finished(), err)
	}
}

// The unit to draw is the worst one under the baseline, whatever happens under the other strategies.
func TestTheWorstUnitIsThatOfTheBaseline(t *testing.T) {
	s := newStudy(t, 3)
	play(t, s, Precision{}, Progress{})
	for i := range s.Results[0].Records {
		s.Results[0].Records[i].TimedOut = []int{3, 7, 7}[i]
		s.Results[0].Records[i].Worst = record.Worst{Vtgate: i % 2, TimedOut: 5}
	}
	unit := s.Worst()
	if unit != (Unit{Replication: 1, Vtgate: 1, TimedOut: 5}) {
		t.Errorf("the worst unit is %+v", unit)
	}
	for strategy, name := range []string{"cap2", "unbounded"} {
		story, err := s.Story(strategy, unit)
		if err != nil || story.Strategy != name || story.Replication != 1 || story.Vtgate != 1 ||
			len(story.Bufferings) == 0 {
			t.Errorf("the story of %s is %+v (%v)", name, story, err)
		}
	}
}
