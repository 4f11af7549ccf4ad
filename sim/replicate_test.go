package sim

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
)

// sums adds up pseudo-random numbers, a unit at a time.
func sums(units int) Work[Key, uint64, uint64] {
	return Work[Key, uint64, uint64]{
		Begin: func(replication int) Key { return NewKey(1, replication) },
		Unit: func(_ int, key Key, unit int) (uint64, error) {
			s := key.With(uint64(unit)).Stream()
			sum := uint64(0)
			for range 100 {
				sum += s.Uint64()
			}
			return sum, nil
		},
		Reduce: func(_ int, _ Key, results []uint64) uint64 {
			total := uint64(len(results) - units)
			for i, r := range results {
				total = total*31 + r + uint64(i)
			}
			return total
		},
	}
}

func TestResultsDoNotDependOnWorkers(t *testing.T) {
	var want []uint64
	for _, workers := range []int{1, 2, 3, 8} {
		got, err := Replicate(t.Context(), Plan{End: 50, Units: 7, Workers: workers}, sums(7))
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d workers give other results than 1", workers)
		}
	}
	later, err := Replicate(t.Context(), Plan{First: 20, End: 50, Units: 7}, sums(7))
	if err != nil || !slices.Equal(later, want[20:]) {
		t.Errorf("replications 20 to 49 alone differ from the same among all (%v)", err)
	}
}

func TestAnEndedContextLeavesAContiguousPrefix(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	work := sums(3)
	var begun atomic.Int32
	work.Done = func(int, uint64) {
		if begun.Add(1) == 10 {
			cancel()
		}
	}
	got, err := Replicate(ctx, Plan{End: 1000, Units: 3, Workers: 4}, work)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) == 0 || len(got) == 1000 {
		t.Fatalf("%d replications finished", len(got))
	}
	whole, err := Replicate(t.Context(), Plan{End: len(got), Units: 3}, sums(3))
	if err != nil || !slices.Equal(got, whole) {
		t.Errorf("the prefix differs from a run of that length (%v)", err)
	}
}

func TestTheEarliestFailureIsReported(t *testing.T) {
	work := sums(4)
	plain := work.Unit
	work.Unit = func(worker int, key Key, unit int) (uint64, error) {
		if unit == 2 {
			return 0, fmt.Errorf("unit %d: %w", unit, errors.ErrUnsupported)
		}
		return plain(worker, key, unit)
	}
	_, err := Replicate(t.Context(), Plan{End: 100, Units: 4, Workers: 3}, work)
	if !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
}
