package replay

import (
	"strings"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

// The budget limits how many events of the simulation a script may take: so many, and so many more for each event of
// the script. Everything that happens is kept in memory, and a script whose stream is retried every microsecond for
// days must end.
const (
	budget     = 1 << 20
	budgetEach = 1000
)

// Replay plays a script as the release would and returns the observation. The error lists the unknown names in the
// script, or is a *sim.BudgetError.
func Replay(script *Script, release *vtgate.Release) (*Observation, error) {
	layout, err := newLayout(script)
	if err != nil {
		return nil, err
	}
	strategy, err := notify.Parse(release.Notification)
	if err != nil {
		return nil, err
	}
	gate := vtgate.New(configOf(script, release), &layout.Layout, sim.Never, strategy)
	gate.Whole = true
	gate.SetBudget(budget + budgetEach*uint64(len(script.Events)))
	w := &world{layout: layout, gate: gate}
	w.begin(script)
	if err := play(gate, sim.Time(script.End)); err != nil {
		return nil, err
	}
	o := &observer{world: w, script: script, release: release, capacity: strategy.Capacity(),
		journal: gate.Unit.Journal}
	return o.observe(), nil
}

// play plays until the script's end, and after it until all queries have returned, but at most for vtgate.Grace.
func play(gate *vtgate.Gate, end sim.Time) error {
	if err := gate.Run(end + 1); err != nil {
		return err
	}
	for gate.Open() > 0 && gate.Next() <= end.Add(vtgate.Grace) {
		if err := gate.Run(gate.Next() + 1); err != nil {
			return err
		}
	}
	return nil
}

// configOf returns the vtgate's configuration for the script's settings.
func configOf(s *Script, release *vtgate.Release) *vtgate.Config {
	config := &vtgate.Config{
		HealthCheckTimeout: s.Health.Timeout.span(), RetryDelay: s.Health.RetryDelay.span(),
		Processing: vtgate.Processing{Primary: s.Processing.Primary.law(), Promotion: s.Processing.Primary.law(),
			Other: s.Processing.Other.law()},
		EventChannel: 10,
		Watcher:      watcher.Config{WaitForReparent: release.WaitForReparent},
		Buffer: buffer.Config{Enabled: s.Buffer.Enabled, Window: s.Buffer.Window.span(), Size: s.Buffer.Size,
			MaxFailoverDuration:     s.Buffer.MaxFailoverDuration.span(),
			MinTimeBetweenFailovers: s.Buffer.MinTimeBetweenFailovers.span(),
			DrainConcurrency:        s.Buffer.DrainConcurrency},
		Workload: vtgate.Workload{ExecuteTime: s.ExecuteTime.law(), ErrorTime: s.ErrorTime.law(),
			RetryCount: s.RetryCount},
	}
	for _, d := range s.LogDelays {
		if release.EventLine != "" && strings.Contains(release.EventLine, d.Match) {
			config.EventProcessing = d.Sleep.law()
		}
		if release.ShardLine != "" && strings.Contains(release.ShardLine, d.Match) {
			config.ShardProcessing = d.Sleep.law()
		}
	}
	if s.Buffer.KeyspaceShards != "" {
		config.Buffer.Shards = strings.Split(s.Buffer.KeyspaceShards, ",")
	}
	return config
}
