package model

import (
	"context"
	"runtime"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// Experiment plays the same replications under one or more notification strategies. All strategies face
// the same failovers, network delays and queries (common random numbers).
type Experiment struct {
	Config       Config
	Strategies   []notify.Spec
	Seed         uint64
	First        int // index of the first replication to play; the earlier ones are known already
	Replications int // index one past the last replication
	Workers      int // 0: one a processor, GOMAXPROCS
	// Progress, if not nil, is called after each finished replication with the number that are finished and
	// the replication's records, one a strategy; never by two goroutines at once, in no particular order of
	// replications.
	Progress func(finished int, records []record.Replication)
}

// Results holds the records of an experiment.
type Results struct {
	Strategies []record.Result
	// Interrupted: the context ended first; the records are the contiguous prefix of finished
	// replications, the same number for every strategy.
	Interrupted bool
}

// replication is what the units of one replication share.
type replication struct {
	key      sim.Key
	timeline *cluster.Timeline
	pools    []record.Pool // by strategy
}

// purposeGate is the part of a unit's key that tells vtgates apart; strategies share it.
const purposeGate = 1 << 20

// Run plays the experiment. Its results depend on Config, Strategies, Seed and Replications alone. The
// error is a *sim.BudgetError, or nil; an ended context is no error but sets Interrupted.
func (e *Experiment) Run(ctx context.Context) (*Results, error) {
	layout := cluster.NewLayout(&e.Config.Cluster)
	workers := e.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	gates := make([][]*Gate, workers)
	for w := range gates {
		gates[w] = make([]*Gate, len(e.Strategies))
	}
	count := e.Config.Gates.Count
	finished := 0
	records, err := sim.Replicate(ctx, sim.Plan{First: e.First, End: e.Replications, Units: count * len(e.Strategies), Workers: workers},
		sim.Work[*replication, record.Tally, []record.Replication]{
			Begin: func(n int) *replication { return e.begin(layout, n) },
			Unit: func(worker int, r *replication, unit int) (record.Tally, error) {
				strategy := unit / count
				if gates[worker][strategy] == nil {
					gates[worker][strategy] = NewGate(&e.Config, layout, e.Strategies[strategy])
				}
				return r.play(gates[worker][strategy], unit%count, strategy)
			},
			Reduce: func(n int, r *replication, units []record.Tally) []record.Replication {
				rollout := record.NewRollout(r.timeline)
				records := make([]record.Replication, len(e.Strategies))
				for s := range records {
					records[s] = record.NewReplication(n, rollout, units[s*count:(s+1)*count], &r.pools[s])
				}
				return records
			},
			Done: func(_ int, records []record.Replication) {
				finished++
				if e.Progress != nil {
					e.Progress(finished, records)
				}
			},
		})
	if err != nil {
		return nil, err
	}
	results := &Results{Interrupted: len(records) < e.Replications-e.First}
	for s, spec := range e.Strategies {
		result := record.Result{Strategy: spec.Name(), Records: make([]record.Replication, len(records))}
		for i := range records {
			result.Records[i] = records[i][s]
		}
		results.Strategies = append(results.Strategies, result)
	}
	return results, nil
}

func (e *Experiment) begin(layout *cluster.Layout, n int) *replication {
	key := sim.NewKey(e.Seed, n)
	return &replication{key: key, timeline: cluster.NewTimeline(&e.Config.Cluster, layout, key), pools: make([]record.Pool, len(e.Strategies))}
}

// play plays one vtgate and hands in its samples.
func (r *replication) play(g *Gate, gate, strategy int) (record.Tally, error) {
	if err := g.play(r.timeline, r.key.With(purposeGate).With(uint64(gate))); err != nil {
		return record.Tally{}, err
	}
	r.pools[strategy].Add(g.unit.Delays, g.unit.BufferedTimes)
	return g.unit.Tally, nil
}

// Unit plays one vtgate of one replication again, with a full record.
func (e *Experiment) Unit(strategy notify.Spec, replication, gate int) (*record.Story, error) {
	layout := cluster.NewLayout(&e.Config.Cluster)
	r := e.begin(layout, replication)
	g := NewGate(&e.Config, layout, strategy)
	g.whole = true
	if err := g.play(r.timeline, r.key.With(purposeGate).With(uint64(gate))); err != nil {
		return nil, err
	}
	return &record.Story{Strategy: strategy.Name(), Replication: replication, Vtgate: gate, Cluster: &e.Config.Cluster, Timeline: r.timeline, Journal: *g.unit.Journal}, nil
}
