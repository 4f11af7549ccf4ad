package model

import (
	"context"
	"runtime"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/sim"
)

// Experiment plays the same replications under one or more notification strategies. All strategies face the same
// failovers, network delays and queries (common random numbers).
type Experiment struct {
	Config       Config
	Strategies   []notify.Spec
	Seed         uint64
	First        int // number of the first replication to play
	Replications int // one past the number of the last replication
	Workers      int // 0: one per processor, GOMAXPROCS
	// Progress, if not nil, is called after each replication with the number of replications that are finished and
	// with this one's records, one per strategy. Calls do not overlap; replications come in no particular order.
	Progress func(finished int, records []record.Replication)
}

// Results holds the records of an experiment.
type Results struct {
	Strategies []record.Result
	// Interrupted says that the context ended first. The records are then the contiguous prefix of finished
	// replications, the same number for every strategy.
	Interrupted bool
}

// Run plays the experiment. Its results depend only on Config, Strategies, Seed, First and Replications. The error is a
// *sim.BudgetError or nil. If the context ends, that is no error; Interrupted is set instead.
func (e *Experiment) Run(ctx context.Context) (*Results, error) {
	p := newPlayer(e)
	plan := sim.Plan{First: e.First, End: e.Replications, Units: e.Config.Vtgates * len(e.Strategies),
		Workers: p.workers}
	finished := 0
	records, err := sim.Replicate(ctx, plan, sim.Work[*replication, record.Tally, []record.Replication]{
		Begin: p.begin, Unit: p.unit, Reduce: p.reduce,
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

// Story plays one vtgate of one replication again, with a full record.
func (e *Experiment) Story(strategy notify.Spec, replication, number int) (*record.Story, error) {
	p := newPlayer(e)
	r := p.begin(replication)
	gate := p.newGate(strategy)
	gate.Whole = true
	if err := gate.Play(r.timeline, unitKey(r.key, number)); err != nil {
		return nil, err
	}
	return &record.Story{Strategy: strategy.Name(), Replication: replication, Vtgate: number,
		Timeline: r.timeline, Journal: *gate.Unit.Journal}, nil
}

// player plays the units of an experiment.
type player struct {
	experiment *Experiment
	layout     *cluster.Layout
	workers    int
	gates      [][]*vtgate.Gate // by worker and strategy: each plays one unit after the other
}

// replication is what the units of one replication share.
type replication struct {
	key      sim.Key
	timeline *cluster.Timeline
	pools    []record.Pool // by strategy
}

func newPlayer(e *Experiment) *player {
	workers := e.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	p := &player{experiment: e, layout: cluster.NewLayout(&e.Config.Cluster), workers: workers,
		gates: make([][]*vtgate.Gate, workers)}
	for w := range p.gates {
		p.gates[w] = make([]*vtgate.Gate, len(e.Strategies))
	}
	return p
}

func (p *player) newGate(strategy notify.Spec) *vtgate.Gate {
	c := &p.experiment.Config
	return vtgate.New(&c.Vtgate, p.layout, c.Cluster.Horizon, strategy)
}

func (p *player) begin(n int) *replication {
	key := sim.NewKey(p.experiment.Seed, n)
	return &replication{key: key, timeline: cluster.NewTimeline(&p.experiment.Config.Cluster, p.layout, key),
		pools: make([]record.Pool, len(p.experiment.Strategies))}
}

// purposeVtgate begins the part of a unit's key that tells vtgates apart. All strategies share that key.
const purposeVtgate = 1 << 20

// unitKey returns the key from which all random numbers of one vtgate in a replication derive.
func unitKey(replication sim.Key, number int) sim.Key {
	return replication.With(purposeVtgate).With(uint64(number))
}

// unit plays one vtgate under one strategy and adds its samples to the replication's pools. Units are numbered strategy
// by strategy.
func (p *player) unit(worker int, r *replication, unit int) (record.Tally, error) {
	strategy, number := unit/p.experiment.Config.Vtgates, unit%p.experiment.Config.Vtgates
	gate := p.gates[worker][strategy]
	if gate == nil {
		gate = p.newGate(p.experiment.Strategies[strategy])
		p.gates[worker][strategy] = gate
	}
	if err := gate.Play(r.timeline, unitKey(r.key, number)); err != nil {
		return record.Tally{}, err
	}
	r.pools[strategy].Add(gate.Unit.Delays, gate.Unit.BufferedTimes)
	return gate.Unit.Tally, nil
}

// reduce makes the records of a replication, one per strategy.
func (p *player) reduce(n int, r *replication, units []record.Tally) []record.Replication {
	vtgates := p.experiment.Config.Vtgates
	rollout := record.NewRollout(r.timeline)
	records := make([]record.Replication, len(p.experiment.Strategies))
	for s := range records {
		records[s] = record.NewReplication(n, rollout, units[s*vtgates:(s+1)*vtgates], &r.pools[s])
	}
	return records
}
