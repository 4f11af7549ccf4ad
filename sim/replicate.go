package sim

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
)

// Plan describes which replications to play. Each consists of a number of units that do not depend on one
// another: they can be played in any order and at the same time.
type Plan struct {
	First, End int // replications First..End-1
	Units      int // units in each, at least 1
	Workers    int // 0: one per processor
}

// Work is what Replicate does for a replication. S is what the units of a replication share, U is the result of a
// unit, and R is the result of the replication.
type Work[S, U, R any] struct {
	// Begin prepares a replication. It is called once, before its units.
	Begin func(replication int) S
	// Unit plays one unit. Workers are numbered from 0 so that each can reuse its own memory.
	Unit func(worker int, shared S, unit int) (U, error)
	// Reduce combines the units' results, which are in the order of the units.
	Reduce func(replication int, shared S, units []U) R
	// Done, if not nil, is called for each finished replication, never concurrently.
	Done func(replication int, result R)
}

// Replicate plays the replications of the plan and returns their results in order. The results do not depend on
// the number of workers: units share nothing but what Begin returned, and results are stored by index. Replicate
// holds the units' results of the replications in flight, and one R per replication.
//
// If the context ends first, the results are the contiguous prefix of finished replications. The error is that of
// the first failed unit, in the order of replications and units. If a worker panics, Replicate panics with a
// *WorkerPanic.
func Replicate[S, U, R any](ctx context.Context, plan Plan, work Work[S, U, R]) ([]R, error) {
	workers := plan.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	r := replicator[S, U, R]{plan: plan, work: work, workers: workers, next: plan.First,
		results: make([]R, max(0, plan.End-plan.First)), finished: make([]bool, max(0, plan.End-plan.First))}
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			defer r.recover()
			r.run(ctx, worker)
		})
	}
	group.Wait()
	if r.panicked != nil {
		panic(r.panicked)
	}
	done := 0
	for done < len(r.finished) && r.finished[done] {
		done++
	}
	return r.results[:done], r.failure
}

// flight is a replication in flight: its units are being played.
type flight[S, U any] struct {
	replication int
	prepare     sync.Once
	prepared    bool
	shared      S
	units       []U
	begun, left int
}

type replicator[S, U, R any] struct {
	plan Plan
	work Work[S, U, R]

	mu        sync.Mutex
	workers   int
	next      int             // the next replication to begin
	open      []*flight[S, U] // those that still have units to hand out, in order
	results   []R
	finished  []bool
	failure   error
	failureAt [2]int
	panicked  *WorkerPanic

	done sync.Mutex // serialises Done
}

// WorkerPanic is the panic of a worker.
type WorkerPanic struct {
	Value any
	Stack []byte // of the worker
}

// Error returns the value that the worker panicked with, as text.
func (p *WorkerPanic) Error() string { return fmt.Sprint(p.Value) }

// recover keeps the first panic for the caller. The other workers finish the units that they are playing and stop.
func (r *replicator[S, U, R]) recover() {
	if value := recover(); value != nil {
		found := &WorkerPanic{Value: value, Stack: debug.Stack()}
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.panicked == nil {
			r.panicked = found
		}
	}
}

// run plays units until none is left or the context ends.
func (r *replicator[S, U, R]) run(ctx context.Context, worker int) {
	for ctx.Err() == nil {
		f, unit := r.take()
		if f == nil {
			return
		}
		f.prepare.Do(func() { r.prepare(f) })
		result, err := r.work.Unit(worker, f.shared, unit)
		r.give(f, unit, result, err)
	}
}

// prepare begins the replication. Workers that take a further unit of it wait for the first one to do so.
func (r *replicator[S, U, R]) prepare(f *flight[S, U]) {
	f.shared = r.work.Begin(f.replication)
	r.mu.Lock()
	f.prepared = true
	r.mu.Unlock()
}

// take returns the next unit to play, or nil. Units are handed out replication by replication so that few
// replications are in flight. The next replication begins only when a worker would otherwise have to wait for
// another one that is preparing a replication.
func (r *replicator[S, U, R]) take() (*flight[S, U], int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.panicked != nil {
		return nil, 0
	}
	if r.failure != nil {
		// Only units before the failed one matter now: if one of them fails as well, its error is the one to report.
		r.open = slices.DeleteFunc(r.open, func(f *flight[S, U]) bool { return r.failedBefore(f.replication, f.begun) })
		if len(r.open) == 0 {
			return nil, 0
		}
	}
	i := slices.IndexFunc(r.open, func(f *flight[S, U]) bool { return f.prepared })
	if i < 0 && r.failure == nil && r.next < r.plan.End && len(r.open) < r.workers {
		i = len(r.open)
		r.open = append(r.open, &flight[S, U]{replication: r.next, units: make([]U, r.plan.Units), left: r.plan.Units})
		r.next++
	}
	if i < 0 && len(r.open) == 0 {
		return nil, 0
	}
	f := r.open[max(i, 0)]
	unit := f.begun
	f.begun++
	if f.begun == r.plan.Units {
		r.open = slices.Delete(r.open, max(i, 0), max(i, 0)+1)
	}
	return f, unit
}

// failedBefore reports whether the known failure is that of the unit or of one before it.
func (r *replicator[S, U, R]) failedBefore(replication, unit int) bool {
	return slices.Compare(r.failureAt[:], []int{replication, unit}) <= 0
}

// give stores a unit's result and finishes the replication if that was its last unit.
func (r *replicator[S, U, R]) give(f *flight[S, U], unit int, result U, err error) {
	r.mu.Lock()
	f.units[unit] = result
	f.left--
	last := f.left == 0
	if err != nil && (r.failure == nil || !r.failedBefore(f.replication, unit)) {
		r.failure, r.failureAt = err, [2]int{f.replication, unit}
	}
	failed := r.failure != nil
	r.mu.Unlock()
	if !last || failed {
		return
	}
	reduced := r.work.Reduce(f.replication, f.shared, f.units)
	r.mu.Lock()
	r.results[f.replication-r.plan.First] = reduced
	r.finished[f.replication-r.plan.First] = true
	r.mu.Unlock()
	if r.work.Done != nil {
		r.done.Lock()
		defer r.done.Unlock()
		r.work.Done(f.replication, reduced)
	}
}
