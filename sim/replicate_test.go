package sim

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// sums is work that adds up pseudo-random numbers in each unit.
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

// The reported failure does not depend on which worker is faster.
func TestTheEarliestFailureIsReported(t *testing.T) {
	work := sums(4)
	plain := work.Unit
	work.Begin = func(replication int) Key { return Key(replication) }
	work.Unit = func(worker int, key Key, unit int) (uint64, error) {
		if replication := int(key); replication*4+unit >= 13 {
			return 0, fmt.Errorf("replication %d, unit %d", replication, unit)
		}
		time.Sleep(time.Duration(13-int(key)*4-unit) * 100 * time.Microsecond) // later units take less time
		return plain(worker, key, unit)
	}
	for range 20 {
		_, err := Replicate(t.Context(), Plan{End: 100, Units: 4, Workers: 8}, work)
		if err == nil || err.Error() != "replication 3, unit 1" {
			t.Fatalf("got %v, want the failure of replication 3, unit 1", err)
		}
	}
}

// A worker's panic becomes a panic of the caller and carries the worker's stack.
func TestPanicOfAWorker(t *testing.T) {
	work := sums(4)
	work.Unit = func(int, Key, int) (uint64, error) { panic("a bug") }
	defer func() {
		found, ok := recover().(*WorkerPanic)
		if !ok || found.Value != "a bug" || !strings.Contains(string(found.Stack), "replicate_test.go") {
			t.Errorf("recovered %+v", found)
		}
	}()
	_, err := Replicate(t.Context(), Plan{End: 100, Units: 4, Workers: 3}, work)
	t.Errorf("no panic, and %v", err)
}
