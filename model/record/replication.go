package record

// Replication is the record of one replication under one strategy.
type Replication struct {
	Number        int                         // from 0
	Values        []float64                   // in the order of Metrics; NaN where undefined
	TimeoutCauses [len(TimeoutCauses)]float64 // means per vtgate, indexed by TimeoutCause
	FailureCauses [len(FailureCauses)]float64 // means per vtgate, indexed by FailureCause
	TimedOut      int                         // bufferings of all vtgates that timed out
	Worst         Worst
	Work          Work
}

// Worst is the vtgate with the most bufferings that timed out; of several, the one with the lowest number.
type Worst struct{ Vtgate, TimedOut int }

// Work is the work that a replication took. The program's speed is measured in updates and queries, not in events, so
// that saving an event counts as a gain. Work is not a result: fewer events can give the same results.
type Work struct {
	Updates int    // health updates offered to the watchers
	Queries int    // queries played one by one; those that nothing affects are only counted
	Events  uint64 // events executed
}

// NewReplication computes the record of a replication from the tallies of its vtgates, in their order, and from their
// pooled samples, which it releases.
func NewReplication(number int, rollout Rollout, vtgates []Tally, pool *Pool) Replication {
	t := total{rollout: rollout, samples: pool.merged()}
	r := Replication{Number: number, Values: make([]float64, len(Metrics))}
	for i := range vtgates {
		t.Add(&vtgates[i])
		if n := vtgates[i].TimedOut(); n > r.Worst.TimedOut {
			r.Worst = Worst{i, n}
		}
	}
	for i := range Metrics {
		r.Values[i] = Metrics[i].value(&t)
	}
	for c, n := range t.TimeoutCauses {
		r.TimeoutCauses[c] = float64(n) / float64(t.Vtgates)
	}
	for c, n := range t.FailureCauses {
		r.FailureCauses[c] = float64(n) / float64(t.Vtgates)
	}
	r.TimedOut = t.TimedOut()
	r.Work = Work{Updates: t.Broadcast, Queries: t.Played, Events: t.Events}
	pool.release()
	return r
}
