package cost

import (
	"github.com/reparentsim/reparentsim/model/notify/real"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// Table is what real queues cost on one machine.
type Table struct {
	Machine    string // system, processor and version of Go
	Confidence float64
	Rows       []Row // pattern by pattern
	HandOvers  []HandOver
}

// Row is what a strategy costs under one pattern of offers and takes. Only times vary from one repetition to the
// next; memory and losses are the same each time.
type Row struct {
	Strategy, Consumer, Producer string
	Pattern                      string // the pattern in words
	Updates, Lost, Coalesced     int

	Time                 estimate.Estimate // ns per update, over repetitions
	AllocationsPerUpdate float64
	BytesPerUpdate       float64 // allocated in total
	HeldBytes            float64 // when the queue is fullest

	Simulated      bool    // the simulator has this strategy
	SimulatedBytes float64 // the simulator's BytesPerUpdate
	SimulatedHeld  float64 // the simulator's HeldBytes
}

// HandOver is what an update costs between two goroutines that do nothing else.
type HandOver struct {
	Strategy  string
	LostShare float64
	Time      estimate.Estimate // ns per update offered, over repetitions
}

// NewRow puts a measurement beside the simulator's account of the same queue.
func NewRow(m *real.Measurement, confidence float64) Row {
	updates := float64(m.Pattern.Updates)
	r := Row{
		Strategy: m.Strategy, Consumer: m.Pattern.Consumer, Producer: m.Pattern.Producer, Pattern: m.Pattern.Doc,
		Updates: m.Pattern.Updates, Lost: m.Lost, Coalesced: m.Coalesced,
		Time:                 estimate.Mean(m.NanosecondsPerItem, confidence),
		AllocationsPerUpdate: m.Allocations / updates,
		BytesPerUpdate:       m.AllocatedBytes / updates,
		HeldBytes:            m.HeldBytes,
	}
	if account, found := real.AccountOf(m.Strategy, m.Pattern); found {
		r.Simulated = true
		r.SimulatedBytes, r.SimulatedHeld = float64(account.AllocatedBytes)/updates, float64(account.HeldBytes)
	}
	return r
}

// NewHandOver estimates what a hand-over costs.
func NewHandOver(h *real.HandOver, confidence float64) HandOver {
	time := estimate.Mean(h.NanosecondsPerItem, confidence)
	return HandOver{Strategy: h.Strategy, LostShare: h.LostShare, Time: time}
}

// find returns the row of a strategy under a pattern, or nil.
func (t *Table) find(strategy, consumer, producer string) *Row {
	for i := range t.Rows {
		if r := &t.Rows[i]; r.Strategy == strategy && r.Consumer == consumer && r.Producer == producer {
			return r
		}
	}
	return nil
}
