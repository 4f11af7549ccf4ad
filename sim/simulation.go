package sim

import "cmp"

// DefaultBudget is the number of events that a run may execute if its Budget is 0. It ends a run that loops while time
// stands still.
const DefaultBudget = 1 << 34

// Simulation is one run: a clock and the pending events. The zero Simulation begins at time 0 with nothing
// scheduled.
type Simulation[E any] struct {
	// Trace, if not nil, observes each event before it is handled.
	Trace Tracer[E]
	// Name, if not nil, names an event's kind for the error of an exhausted budget.
	Name func(E) string
	// Budget is the number of events that may be executed; 0 means DefaultBudget.
	Budget uint64

	calendar Calendar[E]
	now      Time
	executed uint64
}

// Tracer observes executed events, with their instants and their numbers from 1. Text traces, golden traces and
// fingerprints are tracers.
type Tracer[E any] func(at Time, number uint64, event E)

// Now returns the current instant.
func (s *Simulation[E]) Now() Time { return s.now }

// Executed returns the number of events executed so far.
func (s *Simulation[E]) Executed() uint64 { return s.executed }

// Next returns the instant of the next event, or Never if none is pending.
func (s *Simulation[E]) Next() Time { return s.calendar.Peek() }

// At schedules an event. It panics if the instant is in the past, which is a bug of the model.
func (s *Simulation[E]) At(at Time, priority Priority, event E) Handle {
	return s.calendar.Push(at, priority, event, s.now)
}

// Cancel removes an event and reports whether it was still pending.
func (s *Simulation[E]) Cancel(event Handle) bool { return s.calendar.Cancel(event) }

// Reset starts again at the given instant with nothing scheduled. It keeps the memory.
func (s *Simulation[E]) Reset(begin Time) {
	s.calendar.Clear()
	s.now, s.executed = begin, 0
}

// Run passes the events before the horizon to handle, in order, and then sets the clock to the horizon, unless
// that is Never. Events at the horizon itself stay pending. The error is a *BudgetError.
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

// run executes events until none is pending before the horizon, and returns true. It returns false if the number
// of executed events reaches the limit first.
func (s *Simulation[E]) run(horizon Time, limit uint64, handle func(E)) bool {
	end := word(horizon)
	c := &s.calendar
	for {
		c.settle()
		if !c.due(end) {
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
