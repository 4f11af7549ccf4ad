package model

import "github.com/reparentsim/reparentsim/sim"

// eventKind says what happens; event is the typed event of a vtgate's calendar.
type eventKind uint8

const (
	eventMode          eventKind = iota // tablets answer differently: the next of the timeline's mode changes
	eventStreamBreak                    // a health stream ends or falls silent: the next of the timeline's
	eventStreamRetry                    // vtgate tries to open tablet index's stream again
	eventStreamTimeout                  // vtgate gives up tablet index, which is silent
	eventArrival                        // the next health update reaches the health check
	eventWatcherDone                    // the watcher has worked long enough on its update
	eventStallBegin                     // the watcher stands still
	eventStallEnd                       // it goes on
	eventConsumerReady                  // the consumer has finished its own work on a keyspace event
	eventConsumerStep                   // the consumer has held a shard buffer's lock long enough
	eventAttemptDone                    // a tablet answers request index
	eventUnlock                         // request index gives the watcher's lock back
	eventMaxDuration                    // shard index has been buffering for the maximum duration
	eventWindow                         // the window of shard index's oldest request ends
	eventDeadline                       // the client of request index gives up
	eventQuery                          // the next query of shard index arrives
	eventScript                         // the next step of a script
)

var eventNames = [...]string{"mode", "stream break", "stream retry", "stream timeout", "update arrives", "watcher done",
	"stall begins", "stall ends", "consumer ready", "consumer step", "attempt done", "unlock", "max duration", "window",
	"deadline", "query arrives", "script"}

// String returns the kind's name in traces.
func (k eventKind) String() string { return eventNames[k] }

// ofQueries reports whether the kind concerns single queries and their buffers, not the cluster or the watcher.
func (k eventKind) ofQueries() bool { return k >= eventAttemptDone && k < eventScript }

type event struct {
	kind  eventKind
	index int32
}

// Priorities order what happens at the same instant. Real vtgate leaves most of these orders to chance;
// these are the model's choices, and a test reverses them.
const (
	priorityCluster  sim.Priority = iota // the cluster's state first: a reader of the same instant sees it
	priorityNetwork                      // then what vtgate hears of it
	priorityWatcher                      // then the watcher,
	priorityConsumer                     // and the buffer's consumer, as the news travels
	priorityAnswer                       // a query answered at its deadline was answered
	priorityLimit                        // the maximum duration: at the same instant it stops buffering before a window evicts
	priorityWindow                       // time-outs of single requests
	priorityQuery                        // a new query finds everything else of its instant done
)

var eventPriorities = [...]sim.Priority{
	eventMode: priorityCluster, eventStreamBreak: priorityCluster, eventScript: priorityCluster,
	eventStreamRetry: priorityNetwork, eventStreamTimeout: priorityNetwork, eventArrival: priorityNetwork,
	eventWatcherDone: priorityWatcher, eventStallBegin: priorityWatcher, eventStallEnd: priorityWatcher,
	eventConsumerReady: priorityConsumer, eventConsumerStep: priorityConsumer,
	eventAttemptDone: priorityAnswer, eventUnlock: priorityAnswer,
	eventMaxDuration: priorityLimit, eventWindow: priorityWindow, eventDeadline: priorityWindow,
	eventQuery: priorityQuery,
}

// tieOrder turns round what real Vitess leaves to chance: which event of an instant comes first, which of the
// goroutines woken together goes on first, and in which order the consumer visits an event's shards.
type tieOrder struct{ events, woken, shards bool }

// schedule puts an event into the gate's future.
func (g *Gate) schedule(at sim.Time, kind eventKind, index int32) sim.Handle {
	priority := eventPriorities[kind]
	if g.reversed.events && kind != eventMaxDuration && kind != eventWindow { // those two are not left to chance
		priority = sim.MaxPriority - priority
	}
	return g.simulation.At(at, priority, event{kind, index})
}
