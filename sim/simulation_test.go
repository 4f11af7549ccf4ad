package sim

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRunStopsBeforeTheHorizon(t *testing.T) {
	var s Simulation[string]
	var seen []string
	handle := func(e string) { seen = append(seen, e) }
	for _, at := range []Time{3, 1, 2} {
		s.At(at, 0, at.String())
	}
	if err := s.Run(3, handle); err != nil {
		t.Fatal(err)
	}
	if want := []string{"1ns", "2ns"}; !slices.Equal(seen, want) || s.Now() != 3 || s.calendar.pending != 1 {
		t.Errorf("saw %v at %v with %d to come, want %v at 3ns with 1", seen, s.Now(), s.calendar.pending, want)
	}
	if err := s.Run(Never, handle); err != nil || len(seen) != 3 || s.Now() != 3 {
		t.Errorf("saw %v at %v (%v)", seen, s.Now(), err)
	}
}

func TestSchedulingInThePastPanics(t *testing.T) {
	var s Simulation[string]
	s.At(5, 0, "first")
	if err := s.Run(Never, func(string) {}); err != nil {
		t.Fatal(err)
	}
	defer func() {
		message, _ := recover().(string)
		for _, want := range []string{"late", "4ns", "5ns"} {
			if !strings.Contains(message, want) {
				t.Errorf("panic %q does not name %s", message, want)
			}
		}
	}()
	s.At(4, 0, "late")
}

func TestBudgetNamesTheBusiestEvent(t *testing.T) {
	s := Simulation[string]{Budget: 1000, Name: func(e string) string { return e }}
	s.At(0, 0, "spin")
	s.At(Time(time.Second), 0, "never reached")
	err := s.Run(Never, func(string) { s.At(s.Now(), 0, "spin") })
	var budget *BudgetError
	if !errors.As(err, &budget) {
		t.Fatalf("got %v, want a BudgetError", err)
	}
	if budget.Executed != 1000 || budget.Busiest != "spin" || !strings.Contains(err.Error(), `"spin"`) {
		t.Errorf("got %+v: %v", budget, err)
	}
}

func TestTracerSeesEveryEventInOrder(t *testing.T) {
	var s Simulation[int]
	var seen []uint64
	s.Trace = func(at Time, number uint64, event int) { seen = append(seen, number) }
	for i := range 5 {
		s.At(Time(i), 0, i)
	}
	if err := s.Run(Never, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if want := []uint64{1, 2, 3, 4, 5}; !slices.Equal(seen, want) {
		t.Errorf("traced %v, want %v", seen, want)
	}
}

func TestResetBeginsAgain(t *testing.T) {
	var s Simulation[int]
	s.At(7, 0, 1)
	if err := s.Run(8, func(int) {}); err != nil {
		t.Fatal(err)
	}
	s.At(9, 0, 2)
	s.Reset(-3)
	if s.Now() != -3 || s.calendar.pending != 0 || s.Executed() != 0 || s.Next() != Never {
		t.Errorf("after Reset: now %v, pending %d, executed %d", s.Now(), s.calendar.pending, s.Executed())
	}
}
