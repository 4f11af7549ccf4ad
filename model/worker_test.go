package model_test

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/scenarios"
)

// encode writes records with every bit of their values.
func encode(results *model.Results) []byte {
	var b bytes.Buffer
	for _, s := range results.Strategies {
		for _, r := range s.Records {
			fmt.Fprint(&b, s.Strategy, r.Number, r.TimedOut, r.Worst, r.TimeoutCauses, r.FailureCauses)
			for _, v := range r.Values {
				fmt.Fprintf(&b, "%x ", math.Float64bits(v))
			}
			fmt.Fprintln(&b)
		}
	}
	return b.Bytes()
}

// A part of the replications, played by any number of workers, gives the same records as in the whole experiment.
func TestSameSeedSameResultsWhateverTheWorkers(t *testing.T) {
	var strategies []notify.Spec
	for _, name := range []string{"cap2", "unbounded"} {
		spec, err := notify.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		strategies = append(strategies, spec)
	}
	rapid.Check(t, func(rt *rapid.T) {
		names := []string{"rollout-32", "rollout-32-waves", "dead-primary", "external-race", "backpressure"}
		name := rapid.SampledFrom(names).Draw(rt, "scenario")
		count := fmt.Sprint(rapid.IntRange(1, 4).Draw(rt, "vtgates"))
		e := shipped(t, name, scenarios.Setting{Path: "vtgates.count", Value: count})
		e.Strategies, e.Seed, e.Replications = strategies, rapid.Uint64().Draw(rt, "seed"), 4
		e.Config.Cluster.ReplicaUpdateRate = float64(rapid.IntRange(0, 30).Draw(rt, "replica updates"))
		run := func(first, end, workers int) []byte {
			e.First, e.Replications, e.Workers = first, end, workers
			results, err := e.Run(t.Context())
			if err != nil {
				rt.Fatal(err)
			}
			return encode(results)
		}
		whole := run(0, 4, 1)
		if got := run(0, 4, 3); !bytes.Equal(whole, got) {
			rt.Fatal("3 workers give other results than 1")
		}
		for n := range 4 {
			for _, line := range bytes.Split(run(n, n+1, 2), []byte("\n")) {
				if !bytes.Contains(whole, line) {
					rt.Fatalf("replication %d by itself is not that of all four", n)
				}
			}
		}
	})
}
