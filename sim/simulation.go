package sim

import "cmp"

// DefaultBudget is how many events a run may execute unless its Budget says otherwise: a loop without
// progress in time must end.
const DefaultBudget = 1 << 34

// Simulation is one run: a clock and the events to come. The zero Simulation begins at time 0 with
// nothing scheduled.
type Simulation[E any] struct {
	// Trace, if not nil, observes each event before it is handled.
	Trace Tracer[E]
	// Name, if not nil, names an event's kind for the error of an exhausted budget.
	Name func(E) string
	// Budget is how many events may be executed; 0 means DefaultBudget.
	Budget uint64

	calendar Calendar[E]
	now      Time
	executed uint64
}

// Tracer observes executed events: text traces, golden traces and fingerprints are tracers.
type Tracer[E any] func(at Time, number uint64, event E)

// Now returns the present instant.
func (s *Simulation[E]) Now() Time { return s.now }

// Executed returns the number of events executed so far.
func (s *Simulation[E]) Executed() uint64 { return s.executed }

// Pending returns the number of events to come.
func (s *Simulation[E]) Pending() int { return s.calendar.Len() }

// Next returns the instant of the next event, or Never.
func (s *Simulation[E]) Next() Time { return s.calendar.Peek() }

// At schedules an event. An instant in the past is a bug of the model: At panics.
func (s *Simulation[E]) At(at Time, priority Priority, event E) Handle {
	return s.calendar.push(at, priority, event, s.now)
}

// Cancel takes an event out of the future and reports whether it was still to come.
func (s *Simulation[E]) Cancel(event Handle) bool { return s.calendar.Cancel(event) }

// Reset begins again at the given instant with nothing scheduled and keeps the memory.
func (s *Simulation[E]) Reset(begin Time) {
	s.calendar.Clear()
	s.now, s.executed = begin, 0
}

// Run hands the events before the horizon to handle, in their order, and then sets the clock to the
// horizon (unless it is Never). Events at the horizon itself stay pending. The error is a *BudgetError.
func (s *Simulation[E]) Run(horizon Time, handle func(E)) error {
	budget := cmp.Or(s.Budget, DefaultBudget)
	if !s.run(horizon, budget, handle) {
		return s.exhausted(budget, handle)
	}
	if horizon != Never {
		s.now = max(s.now, horizon)
	}
	return nil
}

// runEvents hands the given number of events to handle, or all there are.
func (s *Simulation[E]) runEvents(count uint64, handle func(E)) {
	s.run(Never, s.executed+count, handle)
}

// run executes events until none is left before the horizon, or until the limit on events executed is
// reached: then it returns false.
func (s *Simulation[E]) run(horizon Time, limit uint64, handle func(E)) bool {
	last := word(horizon)
	c := &s.calendar
	for {
		if c.hole != 0 || c.stale {
			c.settle()
		}
		if c.pending == 0 || c.tree[1].at >= last {
			return true
		}
		if s.executed >= limit {
			return false
		}
		at, event := c.take()
		s.now = at
		s.executed++
		if s.Trace != nil {
			s.Trace(at, s.executed, event)
		}
		handle(event)
	}
}
