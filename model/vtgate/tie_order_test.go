package vtgate

import (
	"fmt"
	"hash/fnv"
	"testing"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/sim"
)

// Reversing any one of the chosen orders must change what happens. Otherwise the test that no mean depends on them
// would prove nothing.
func TestTiesCanBeReversed(t *testing.T) {
	for name, order := range map[string]tieOrder{
		"events": {events: true}, "woken": {woken: true}, "shards": {shards: true},
	} {
		seen := 0
		for seed := range 300 {
			config := rapid.Custom(randomScene).Example(seed)
			if happenings(t, &config, tieOrder{}) != happenings(t, &config, order) {
				seen++
			}
		}
		if seen == 0 {
			t.Errorf("%s: reversed, nothing happens in another order", name)
		}
	}
}

// happenings returns a fingerprint of all events and of the order in which shards receive keyspace events.
func happenings(t *testing.T, config *scene, order tieOrder) uint64 {
	t.Helper()
	layout := cluster.NewLayout(&config.Cluster)
	g := newGate(config, layout, strategy(t, "cap7"))
	g.clock.reversed, g.Whole = order, true
	hash := fnv.New64a()
	g.clock.Trace = func(at sim.Time, _ uint64, e event) { fmt.Fprintln(hash, at, e) }
	key := sim.NewKey(1, 0)
	if err := g.Play(cluster.NewTimeline(&config.Cluster, layout, key), key.With(1)); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(hash, "%+v", g.Unit.Journal.Bufferings)
	return hash.Sum64()
}
