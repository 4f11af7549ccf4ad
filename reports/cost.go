package reports

import (
	"github.com/reparentsim/reparentsim/model/notify/real"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// Costs is what real notification queues cost on a machine, and what the simulator says of the same.
type Costs struct {
	Machine    string // system, processor and version of Go
	Confidence float64
	Rows       []Cost
	HandOvers  []HandOverCost
}

// Cost is what a strategy costs under one pattern of offers and takes. Memory and losses are the same each time; only
// times vary.
type Cost struct {
	Strategy, Consumer, Producer  string
	Pattern                       string // what the pattern is, in words
	Updates, Lost, Coalesced      int
	Time                          estimate.Estimate // ns per update, over repetitions
	AllocationsPerUpdate          float64
	BytesPerUpdate, HeldBytes     float64 // allocated in all; held when the queue is fullest
	Simulated                     bool    // the simulator has this strategy, and says:
	SimulatedBytes, SimulatedHeld float64
}

// HandOverCost is what an update costs between two goroutines that do nothing else.
type HandOverCost struct {
	Strategy  string
	LostShare float64
	Time      estimate.Estimate // ns per update offered
}

// NewCost puts a measurement beside the simulator's account of it.
func NewCost(m *real.Measurement, confidence float64) Cost {
	updates := float64(m.Pattern.Updates)
	c := Cost{Strategy: m.Strategy, Consumer: m.Pattern.Consumer, Producer: m.Pattern.Producer, Pattern: m.Pattern.Doc,
		Updates: m.Pattern.Updates, Lost: m.Lost, Coalesced: m.Coalesced, Time: estimate.Mean(m.NanosecondsPerItem, confidence),
		AllocationsPerUpdate: m.Allocations / updates, BytesPerUpdate: m.AllocatedBytes / updates, HeldBytes: m.HeldBytes}
	if account, found := real.AccountOf(m.Strategy, m.Pattern); found {
		c.Simulated, c.SimulatedBytes, c.SimulatedHeld = true, float64(account.AllocatedBytes)/updates, float64(account.HeldBytes)
	}
	return c
}

// NewHandOverCost estimates what a hand-over costs.
func NewHandOverCost(h *real.HandOver, confidence float64) HandOverCost {
	return HandOverCost{Strategy: h.Strategy, LostShare: h.LostShare, Time: estimate.Mean(h.NanosecondsPerItem, confidence)}
}

// find returns the cost of a strategy under a pattern, or nil.
func (c *Costs) find(strategy, consumer, producer string) *Cost {
	for i := range c.Rows {
		if r := &c.Rows[i]; r.Strategy == strategy && r.Consumer == consumer && r.Producer == producer {
			return r
		}
	}
	return nil
}
