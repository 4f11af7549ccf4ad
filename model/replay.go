package model

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

// Release is a release of Vitess whose behaviour the model has.
type Release struct {
	Preset, Version string
	Notification    string
	WaitForReparent bool // the start of buffering marks the shard in the watcher
	CountsDrops     bool // HealthCheckChannelFullErrors
	// EventLine and ShardLine are lines of the log that a script's delays can hold the consumer at: once an event
	// before it walks over the shards, and once a shard with that shard buffer's lock held.
	EventLine, ShardLine string
}

// Releases lists the releases in the order of time.
var Releases = []Release{
	{Preset: "v21", Version: "v0.21.0", Notification: "cap2", ShardLine: "disruption in shard"},
	{Preset: "v22", Version: "v0.22.0", Notification: "cap2048", WaitForReparent: true, CountsDrops: true, EventLine: "Keyspace Event received"},
	{Preset: "v23", Version: "v0.23.0", Notification: "cap2048", WaitForReparent: true, CountsDrops: true, EventLine: "Keyspace Event received"},
}

// scriptPlayer plays a script on a gate: the same gate that simulations use.
type scriptPlayer struct {
	script              *Script
	layout              *cluster.Layout
	tablets             map[string]health.TabletIndex
	shards              map[string]health.ShardIndex
	said                []health.Update // by tablet: what it would say if asked
	next                int             // event of the script
	added               int             // tablets added during set-up
	eventWait, stepWait time.Duration
}

// A script may take so many events of the simulation, and so many more for each of its own: everything that
// happens is kept, and a stream that is tried again each microsecond for days must end.
const (
	scriptBudget     = 1 << 20
	scriptBudgetEach = 1000
)

// setUpBegins is when the first tablet is added; the others follow a millisecond apart.
const setUpBegins = -999 * sim.Time(time.Millisecond)

// Replay plays a script as the release would and returns what there is to see.
func Replay(script *Script, release Release) (*Observation, error) {
	p, config, err := newScriptPlayer(script, release)
	if err != nil {
		return nil, err
	}
	strategy, err := notify.Parse(release.Notification)
	if err != nil {
		return nil, err
	}
	g := NewGate(config, p.layout, strategy)
	g.script, g.whole = p, true
	if err := p.play(g); err != nil {
		return nil, err
	}
	return p.observe(g, release), nil
}

func newScriptPlayer(script *Script, release Release) (*scriptPlayer, *Config, error) {
	p := &scriptPlayer{script: script, layout: &cluster.Layout{}, tablets: map[string]health.TabletIndex{}, shards: map[string]health.ShardIndex{}}
	for _, k := range script.Keyspaces {
		p.layout.Keyspaces = append(p.layout.Keyspaces, k.Name)
		p.layout.ShardsOf = append(p.layout.ShardsOf, nil)
		for _, s := range k.Shards {
			p.shard(k.Name, s)
		}
	}
	var errs []string
	check := func(ok bool, format string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Sprintf(format, args...))
		}
	}
	for i, t := range script.Tablets {
		s, ok := p.shard(t.Keyspace, t.Shard)
		check(ok, "tablets[%d].keyspace: unknown keyspace %q", i, t.Keyspace)
		p.tablets[t.Alias] = health.TabletIndex(len(p.layout.Tablets))
		p.layout.Tablets = append(p.layout.Tablets, cluster.Tablet{Alias: t.Alias, Shard: s})
	}
	for i, e := range script.Events {
		for _, alias := range e.tablets() {
			_, known := p.tablets[alias]
			check(known, "events[%d]: unknown tablet %q", i, alias)
		}
		if e.Query != nil {
			_, ok := p.shard(e.Query.Keyspace, e.Query.Shard)
			check(ok, "events[%d].query.keyspace: unknown keyspace %q", i, e.Query.Keyspace)
		}
		if e.Topo != nil {
			for _, s := range e.Topo.Shards {
				_, ok := p.shard(e.Topo.Name, s)
				check(ok, "events[%d].topo.name: unknown keyspace %q", i, e.Topo.Name)
			}
		}
	}
	if len(errs) > 0 {
		return nil, nil, fmt.Errorf("%s", strings.Join(errs, "\n"))
	}
	for _, d := range script.LogDelays {
		if release.EventLine != "" && strings.Contains(release.EventLine, d.Match) {
			p.eventWait = time.Duration(d.Sleep)
		}
		if release.ShardLine != "" && strings.Contains(release.ShardLine, d.Match) {
			p.stepWait = time.Duration(d.Sleep)
		}
	}
	return p, p.config(release), nil
}

// tablets lists the tablets that the event names.
func (e *scriptEvent) tablets() []string {
	var named []string
	if e.Mode != nil {
		named = append(named, e.Mode.Tablet)
	}
	if e.Stream != nil {
		named = append(named, e.Stream.Tablet)
	}
	if e.Health != nil {
		named = append(named, e.Health.Tablet)
	}
	if e.RemoveTablet != "" {
		named = append(named, e.RemoveTablet)
	}
	return named
}

// shard returns the number of a shard, which it gets when it is first named.
func (p *scriptPlayer) shard(keyspace, name string) (health.ShardIndex, bool) {
	full := keyspace + "/" + name
	if s, known := p.shards[full]; known {
		return s, true
	}
	k := slices.Index(p.layout.Keyspaces, keyspace)
	if k < 0 {
		return 0, false
	}
	s := health.ShardIndex(len(p.layout.Shards))
	p.shards[full] = s
	p.layout.Shards = append(p.layout.Shards, cluster.Shard{Name: name, Keyspace: health.KeyspaceIndex(k), Primary: health.NoTablet})
	p.layout.ShardsOf[k] = append(p.layout.ShardsOf[k], s)
	return s, true
}

// config makes a configuration out of the script's settings.
func (p *scriptPlayer) config(release Release) *Config {
	s := p.script
	constant := func(d scriptDuration) sim.Distribution {
		law, err := sim.Constant(time.Duration(d))
		if err != nil {
			panic(err) // scripts hold no negative durations
		}
		return law
	}
	config := &Config{
		Cluster: cluster.Config{Horizon: sim.Never},
		Gates: Gates{Count: 1,
			Watcher: watcher.Config{Primary: constant(s.Processing.Primary), Promotion: constant(s.Processing.Primary), Other: constant(s.Processing.Other),
				EventChannel: 10, WaitForReparent: release.WaitForReparent,
				HealthCheckTimeout: time.Duration(s.Health.Timeout), RetryDelay: time.Duration(s.Health.RetryDelay)},
			Buffer: buffer.Config{Enabled: s.Buffer.Enabled, Window: time.Duration(s.Buffer.Window), Size: s.Buffer.Size,
				MaxFailoverDuration: time.Duration(s.Buffer.MaxFailoverDuration), MinTimeBetweenFailovers: time.Duration(s.Buffer.MinTimeBetweenFailovers),
				DrainConcurrency: s.Buffer.DrainConcurrency}},
		Workload: Workload{ExecuteTime: constant(s.ExecuteTime), ErrorTime: constant(s.ErrorTime), RetryCount: s.RetryCount},
	}
	if s.Buffer.KeyspaceShards != "" {
		config.Gates.Buffer.Shards = strings.Split(s.Buffer.KeyspaceShards, ",")
	}
	return config
}

// play runs the set-up, the script's events and whatever they entail, until the script's end and until
// all queries have returned, or five minutes later.
func (p *scriptPlayer) play(g *Gate) error {
	g.reset(&cluster.Timeline{Layout: p.layout}, 0, setUpBegins)
	g.simulation.Budget = scriptBudget + scriptBudgetEach*uint64(len(p.script.Events))
	p.said = make([]health.Update, len(p.script.Tablets))
	for i, t := range p.script.Tablets {
		g.modes[i] = scriptModes[t.Mode]
		p.said[i] = health.Update{Tablet: health.TabletIndex(i), Shard: p.layout.Tablets[i].Shard, Type: tabletType(t.Type), Serving: t.Serving, Term: t.TermStart, Origin: health.State}
		g.streams.tablets = append(g.streams.tablets, stream{known: p.said[i]})
	}
	g.streams.timed = true
	for k, keyspace := range p.script.Keyspaces {
		g.watcher.Repartition(health.KeyspaceIndex(k), p.active(keyspace))
	}
	for i := range p.script.Tablets {
		g.schedule(setUpBegins+sim.Time(i)*sim.Time(time.Millisecond), eventScript, 0)
	}
	for _, e := range p.script.Events {
		g.schedule(max(sim.Time(e.At), g.simulation.Now()), eventScript, 0)
	}
	slices.SortStableFunc(p.script.Events, func(a, b scriptEvent) int { return int(min(max(a.At-b.At, -1), 1)) })
	end := sim.Time(p.script.End)
	if err := g.simulation.Run(end+1, g.handle); err != nil {
		return err
	}
	for g.open > 0 && g.simulation.Next() <= end+grace {
		if err := g.simulation.Run(g.simulation.Next()+1, g.handle); err != nil {
			return err
		}
	}
	return nil
}

func (p *scriptPlayer) active(k scriptShards) []health.ShardIndex {
	var active []health.ShardIndex
	for _, name := range k.Shards {
		active = append(active, p.shards[k.Name+"/"+name])
	}
	return active
}

func tabletType(name string) health.TabletType {
	return health.TabletType(slices.Index(scriptTypes, name))
}

// step does the next thing of the script: first adds the tablets, one after the other, then its events.
func (p *scriptPlayer) step(g *Gate) {
	if p.added < len(p.script.Tablets) {
		u := p.said[p.added]
		p.added++
		added := health.Update{Tablet: u.Tablet, Shard: u.Shard, Type: u.Type, Origin: health.Added}
		g.offer(added)
		g.hear(&u)
		g.armTimeout(u.Tablet)
		return
	}
	e := &p.script.Events[p.next]
	p.next++
	if e.Mode != nil {
		g.modes[p.tablets[e.Mode.Tablet]] = scriptModes[e.Mode.Mode]
	}
	if e.Stream != nil {
		p.changeStream(g, p.tablets[e.Stream.Tablet], e.Stream.Action)
	}
	if e.Health != nil {
		p.publish(g, e.Health)
	}
	if e.Topo != nil {
		g.repartition(health.KeyspaceIndex(slices.Index(p.layout.Keyspaces, e.Topo.Name)), p.active(*e.Topo))
	}
	if e.RemoveTablet != "" {
		g.removeTablet(p.tablets[e.RemoveTablet])
	}
	if e.Query != nil {
		p.query(g, e.Query)
	}
}

func (p *scriptPlayer) changeStream(g *Gate, tablet health.TabletIndex, action string) {
	switch action {
	case "break":
		g.breakStream(tablet)
	case "silent":
		g.silenceStream(tablet)
	case "restore":
		g.restoreStream(tablet)
	}
}

// publish lets a tablet say something; nobody hears it on a broken or silent stream.
func (p *scriptPlayer) publish(g *Gate, h *scriptHealth) {
	tablet := p.tablets[h.Tablet]
	u := health.Update{Tablet: tablet, Shard: p.layout.Tablets[tablet].Shard, Type: tabletType(h.Type), Serving: h.Serving && h.Error == "", Term: h.TermStart, Origin: health.State}
	switch {
	case h.Error != "":
		u.Origin = health.Error
	case h.Periodic:
		u.Origin = health.Periodic
	}
	p.said[tablet] = u
	if g.streams.tablets[tablet].state != streamOpen || !g.streams.connected(tablet) {
		return
	}
	g.hear(&u)
}

func (p *scriptPlayer) query(g *Gate, q *scriptQuery) {
	deadline := sim.Never
	if q.Timeout > 0 {
		deadline = g.simulation.Now().Add(time.Duration(q.Timeout))
	}
	s := p.shards[q.Keyspace+"/"+q.Shard]
	n := g.newRequest(s, deadline, q.Tx, 0)
	g.requests[n].trace = g.unit.QueryArrived(q.ID, s, q.Tx, g.simulation.Now())
	g.proceed(n)
}

// eventDelay and stepDelay are where the script makes the consumer wait. The set-up is not held up.
func (p *scriptPlayer) eventDelay(now sim.Time) time.Duration {
	if now < 0 {
		return 0
	}
	return p.eventWait
}

func (p *scriptPlayer) stepDelay(now sim.Time) time.Duration {
	if now < 0 {
		return 0
	}
	return p.stepWait
}
