package replay

import (
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/sim"
)

// world is the world that a script makes for a vtgate.
type world struct {
	*layout
	gate *vtgate.Gate
	said []health.Update // by tablet: its last update
}

// setUpBegins is when the first tablet is added; the others follow a millisecond apart.
const (
	setUpBegins = -999 * setUpStep
	setUpStep   = sim.Time(1e6)
)

// begin schedules the set-up and, after it, the script's events.
func (w *world) begin(script *Script) {
	w.gate.Begin(w, &cluster.Timeline{Layout: &w.Layout}, 0, setUpBegins)
	for i, t := range script.Tablets {
		tablet := health.TabletIndex(i)
		w.gate.Gateway.SetMode(tablet, scriptModes[t.Mode])
		w.said = append(w.said, health.Update{Tablet: tablet, Shard: w.Tablets[i].Shard, Type: tabletType(t.Type),
			Serving: t.Serving, Term: t.TermStart, Origin: health.State})
	}
	w.gate.Health.Expect(w.said)
	for k, keyspace := range script.Keyspaces {
		w.gate.Watch.Expect(health.KeyspaceIndex(k), w.partition(keyspace))
	}
	for i := range script.Tablets {
		u := w.said[i]
		w.gate.At(setUpBegins+sim.Time(i)*setUpStep, func() { w.gate.Health.Add(u) })
	}
	for i := range script.Events {
		e := &script.Events[i]
		w.gate.At(sim.Time(e.At), func() { w.act(e) })
	}
}

// act carries out an event of the script.
func (w *world) act(e *scriptEvent) {
	if e.Mode != nil {
		w.gate.Gateway.SetMode(w.tablets[e.Mode.Tablet], scriptModes[e.Mode.Mode])
	}
	if e.Stream != nil {
		w.changeStream(w.tablets[e.Stream.Tablet], e.Stream.Action)
	}
	if e.Health != nil {
		w.publish(e.Health)
	}
	if e.Topo != nil {
		w.gate.Topology.Repartition(w.keyspace(e.Topo.Name), w.partition(*e.Topo))
	}
	if e.RemoveTablet != "" {
		w.gate.Health.Remove(w.tablets[e.RemoveTablet])
	}
	if e.Query != nil {
		w.submit(e.Query)
	}
}

func (w *world) changeStream(tablet health.TabletIndex, action string) {
	switch action {
	case "break":
		w.gate.Health.Break(tablet)
	case "silent":
		w.gate.Health.Silence(tablet)
	case "restore":
		w.gate.Health.Restore(tablet)
	}
}

// publish makes a tablet send an update, whether or not vtgate receives it.
func (w *world) publish(h *scriptHealth) {
	tablet := w.tablets[h.Tablet]
	u := health.Update{Tablet: tablet, Shard: w.Tablets[tablet].Shard, Type: tabletType(h.Type),
		Serving: h.Serving && h.Error == "", Term: h.TermStart, Origin: health.State}
	switch {
	case h.Error != "":
		u.Origin = health.Error
	case h.Periodic:
		u.Origin = health.Periodic
	}
	w.said[tablet] = u
	w.gate.Health.Hear(u)
}

func (w *world) submit(q *scriptQuery) {
	deadline := sim.Never
	if q.Timeout > 0 {
		deadline = w.gate.Now().Add(q.Timeout.span())
	}
	w.gate.Gateway.Submit(vtgate.Query{ID: q.ID, Shard: w.shards[q.Keyspace+"/"+q.Shard], Deadline: deadline,
		Transaction: q.Tx})
}

// Says returns the tablet's last update, whether or not vtgate received it.
func (w *world) Says(tablet health.TabletIndex, _ sim.Time) health.Update { return w.said[tablet] }

// Arrange leaves the shards in the order of the script, as recordings do.
func (w *world) Arrange(int32, []health.ShardEvent) {}
