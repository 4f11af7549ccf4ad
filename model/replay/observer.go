package replay

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/reparentsim/reparentsim/model/buffer"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/sim"
)

// observer makes the observation of a replay.
type observer struct {
	*world
	script   *Script
	release  *vtgate.Release
	capacity int // of the watcher's channel
	journal  *record.Journal
}

func micros(t sim.Time) int64 { return time.Duration(t).Microseconds() }

func (p *observer) observe() *Observation {
	end := sim.Time(p.script.End)
	o := &Observation{Script: p.script.Name, Vitess: p.release.Version, End: micros(max(end, p.gate.Unit.LastEvent)),
		Summary: ObservedSummary{Queries: map[string]int{}, Bufferings: map[string]int{},
			KeyspaceEvents: len(p.journal.KeyspaceEvents)}}
	if p.gate.Open() > 0 {
		o.End = micros(end.Add(vtgate.Grace))
	}
	if p.script.Buffer.Enabled {
		o.ChannelCapacity = p.capacity
	}
	if p.deadlocked() {
		o.Deadlock = &ObservedDeadlock{micros(p.journal.DeadlockAt), p.journal.DeadlockCycle}
	}
	p.observeBufferings(o)
	p.observeEvents(o)
	p.observeQueries(o)
	p.observeUpdates(o)
	p.observeWatcher(o)
	p.observeStats(o)
	return o
}

func (p *observer) deadlocked() bool { return p.journal.DeadlockAt != sim.Never }

func (p *observer) observeBufferings(o *Observation) {
	for _, b := range p.journal.Bufferings {
		seen := ObservedBuffering{Shard: p.ShardName(b.Shard), Start: micros(b.Start), Reason: b.Reason.String(),
			QueuedAtStop: b.QueuedAtStop}
		if b.Stop != sim.Never {
			seen.Stop = micros(b.Stop)
			o.Summary.Bufferings[b.Reason.String()]++
		}
		if b.Drained != sim.Never {
			seen.Drained = micros(b.Drained)
		}
		o.Buffering = append(o.Buffering, seen)
	}
}

// observeEvents lists the events that the watcher made, with what their subscriber received. Recordings list the made
// and the received events by keyspace and pair them in that order. So after an event that is never sent (in a
// deadlock), each event has the contents of the next one, and the last has none.
func (p *observer) observeEvents(o *Observation) {
	byKeyspace := func(a, b record.KeyspaceEvent) int {
		return strings.Compare(p.Keyspaces[a.Keyspace], p.Keyspaces[b.Keyspace])
	}
	made := slices.Clone(p.journal.KeyspaceEvents)
	slices.SortStableFunc(made, byKeyspace)
	received := slices.DeleteFunc(slices.Clone(made), func(e record.KeyspaceEvent) bool { return !e.Sent })
	for i, e := range made {
		seen := ObservedEvent{At: micros(e.At), Keyspace: p.Keyspaces[e.Keyspace]}
		if i < len(received) && received[i].Keyspace == e.Keyspace {
			for _, s := range received[i].Shards {
				seen.Shards = append(seen.Shards,
					ObservedEventShard{p.Shards[s.Shard].Name, s.Serving, p.alias(s.Primary)})
			}
		}
		o.KeyspaceEvents = append(o.KeyspaceEvents, seen)
	}
	slices.SortStableFunc(o.KeyspaceEvents, func(a, b ObservedEvent) int { return cmp.Compare(a.At, b.At) })
}

// observeQueries lists the queries. All time that a query did not spend with a tablet counts as time in the buffer, as
// it does in recordings.
func (p *observer) observeQueries(o *Observation) {
	for _, q := range p.journal.Queries {
		keyspace, shard := p.names(q.Shard)
		seen := ObservedQuery{ID: q.ID, Keyspace: keyspace, Shard: shard, Submit: micros(q.Arrived), Tx: q.Transaction}
		outcome := q.Outcome
		if outcome == record.OutcomeNone {
			outcome = record.OutcomeStuck
		}
		seen.Outcome, seen.Code = outcome.String(), outcome.Code()
		at := q.Arrived
		wait := func(until sim.Time) {
			if until > at {
				seen.Buffered = append(seen.Buffered, [2]int64{micros(at), micros(until)})
			}
		}
		for _, a := range q.Attempts {
			wait(a.At)
			at = a.End
			seen.Attempts = append(seen.Attempts,
				ObservedAttempt{micros(a.At), micros(a.End), p.alias(a.Tablet), a.Answer.String()})
		}
		if outcome != record.OutcomeStuck {
			wait(q.Ended)
			seen.Finish = micros(q.Ended)
		}
		if len(seen.Buffered) > 0 {
			o.Summary.QueriesBuffered++
		}
		o.Summary.Queries[seen.Outcome]++
		o.Queries = append(o.Queries, seen)
	}
}

// observeUpdates lists the updates that the health check offered. An update in work at the end is shown with the end of
// that work, which is fixed when it is taken. For updates that are never taken see unseenFates.
func (p *observer) observeUpdates(o *Observation) {
	s := &o.Summary
	updates := slices.Clone(p.journal.Updates)
	if number, done, working := p.gate.Watch.InWork(); working {
		updates[number].Done, updates[number].Fate = done, record.FateDelivered
	}
	if p.release.CountsDrops {
		for i := range updates {
			if updates[i].Fate == record.FateDropped {
				s.DropsLoggedByVitess++
			}
		}
	}
	unseenFates(updates, o.ChannelCapacity)
	for _, u := range updates {
		keyspace, shard := p.names(u.Shard)
		seen := ObservedUpdate{Sent: micros(u.Offered), Fate: u.Fate.String(), Tablet: p.alias(u.Tablet),
			Keyspace: keyspace, Shard: shard, Type: u.Type.String(), Serving: u.Serving, TermStart: u.Term,
			Kind: u.Origin.String()}
		s.UpdatesSent++
		if u.Taken != sim.Never {
			seen.Taken = micros(u.Taken)
		}
		switch u.Fate {
		case record.FateDelivered:
			s.UpdatesDelivered++
			seen.Done = micros(u.Done)
		case record.FateDropped:
			s.UpdatesDropped++
		case record.FateWaiting:
			s.UpdatesWaiting++
		}
		o.HealthUpdates = append(o.HealthUpdates, seen)
	}
}

// unseenFates gives updates that were never taken the fates that an outside observer infers, as recordings do. A drop
// is silent, so an update sent before one that was taken must have been dropped. Of the rest, as many as fit into the
// channel are taken to be waiting there.
func unseenFates(updates []record.Update, capacity int) {
	last := -1
	for i := range updates {
		if updates[i].Taken != sim.Never {
			last = i
		}
	}
	for i := range updates {
		u := &updates[i]
		switch {
		case u.Taken != sim.Never || u.Fate == record.FateUnwatched:
		case i < last || capacity == 0:
			u.Fate = record.FateDropped
		default:
			u.Fate = record.FateWaiting
			capacity--
		}
	}
}

// observeWatcher lists the shards of the script's first partition. After a deadlock the watcher's state cannot be read.
func (p *observer) observeWatcher(o *Observation) {
	for _, keyspace := range p.script.Keyspaces {
		for _, name := range keyspace.Shards {
			seen := ObservedShard{Keyspace: keyspace.Name, Shard: name}
			if p.script.Buffer.Enabled && !p.deadlocked() {
				s, whole := p.gate.Believes(p.shards[keyspace.Name+"/"+name])
				seen.State = &ObservedShardState{s.Known, s.Serving, s.WaitForReparent, s.Term, p.alias(s.Primary),
					whole}
			}
			o.FinalWatcher = append(o.FinalWatcher, seen)
		}
	}
}

// observeStats lists the counters under Vitess's names: by keyspace.shard, and by the reason where there is one.
func (p *observer) observeStats(o *Observation) {
	o.Stats = map[string]map[string]int{}
	for s := range p.Shards {
		c := &p.gate.Counters()[s]
		keyspace, shard := p.names(health.ShardIndex(s))
		count := func(name, reason string, n int) {
			if n == 0 {
				return
			}
			if o.Stats[name] == nil {
				o.Stats[name] = map[string]int{}
			}
			key := keyspace + "." + shard
			if reason != "" {
				key += "." + reason
			}
			o.Stats[name][key] = n
		}
		count("BufferStarts", "", c.Starts)
		for r, n := range c.Stops {
			count("BufferStops", buffer.StopReason(r).String(), n)
		}
		count("BufferRequestsBuffered", "", c.Buffered)
		count("BufferRequestsDrained", "", c.Drained)
		count("BufferRequestsEvicted", "BufferFull", c.EvictedBufferFull)
		count("BufferRequestsEvicted", "WindowExceeded", c.EvictedWindowExceeded)
		count("BufferRequestsEvicted", "ContextDone", c.EvictedContextDone)
		count("BufferRequestsSkipped", "Disabled", c.SkippedDisabled)
		count("BufferRequestsSkipped", "BufferFull", c.SkippedBufferFull)
		count("BufferRequestsSkipped", "LastFailoverTooRecent", c.SkippedLastFailover)
		count("BufferRequestsSkipped", "LastReparentTooRecent", c.SkippedLastReparent)
	}
}
