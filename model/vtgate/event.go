package vtgate

import "github.com/reparentsim/reparentsim/sim"

// eventKind says what happens. An event of a vtgate's calendar is a kind and an index, whose meaning depends on the
// kind.
type eventKind uint8

const (
	eventMode          eventKind = iota // a tablet answers differently: the next of the timeline's mode changes
	eventStreamBreak                    // a health stream ends or falls silent: the timeline's break number index
	eventStreamRetry                    // vtgate tries to open tablet index's stream again
	eventStreamTimeout                  // vtgate gives up tablet index, which is silent
	eventArrival                        // the next health update reaches the health check
	eventWatcherDone                    // the watcher has worked long enough on its update
	eventStallBegin                     // the watcher stops
	eventStallEnd                       // the watcher goes on
	eventConsumerReady                  // the consumer has finished its own work on a keyspace event
	eventConsumerStep                   // the consumer has held a shard buffer's lock long enough
	eventAttemptDone                    // a tablet answers request index
	eventUnlock                         // request index releases the keyspace's lock
	eventMaxDuration                    // shard index has been buffering for the maximum duration
	eventWindow                         // the window of shard index's oldest request ends
	eventDeadline                       // the client of request index gives up
	eventQuery                          // the next query of shard index arrives
	eventWorld                          // the world's own event number index
)

type event struct {
	kind  eventKind
	index int32
}

// Priorities order what happens at the same instant. Real vtgate leaves most of these orders to chance; these are the
// model's choices, and a test reverses them.
const (
	priorityCluster  sim.Priority = iota // the cluster's state first: a reader of the same instant sees it
	priorityNetwork                      // then what vtgate hears,
	priorityWatcher                      // then the watcher
	priorityConsumer                     // and the buffer's consumer: the order in which news travels
	priorityAnswer                       // a query answered at its deadline counts as answered
	priorityLimit                        // the maximum duration, before a window that ends at that instant
	priorityWindow                       // time-outs of single requests
	priorityQuery                        // a new query comes after everything else of its instant
)

var eventKinds = [...]struct {
	name     string // in traces
	priority sim.Priority
}{
	eventMode:          {"mode", priorityCluster},
	eventStreamBreak:   {"stream break", priorityCluster},
	eventStreamRetry:   {"stream retry", priorityNetwork},
	eventStreamTimeout: {"stream timeout", priorityNetwork},
	eventArrival:       {"update arrives", priorityNetwork},
	eventWatcherDone:   {"watcher done", priorityWatcher},
	eventStallBegin:    {"stall begins", priorityWatcher},
	eventStallEnd:      {"stall ends", priorityWatcher},
	eventConsumerReady: {"consumer ready", priorityConsumer},
	eventConsumerStep:  {"consumer step", priorityConsumer},
	eventAttemptDone:   {"attempt done", priorityAnswer},
	eventUnlock:        {"unlock", priorityAnswer},
	eventMaxDuration:   {"max duration", priorityLimit},
	eventWindow:        {"window", priorityWindow},
	eventDeadline:      {"deadline", priorityWindow},
	eventQuery:         {"query arrives", priorityQuery},
	eventWorld:         {"script", priorityCluster},
}

// String returns the kind's name in traces.
func (k eventKind) String() string { return eventKinds[k].name }

// ofQueries reports whether the kind concerns single queries and their buffers, not the cluster or the watcher.
func (k eventKind) ofQueries() bool { return k >= eventAttemptDone && k < eventWorld }

// chance reports whether real Vitess leaves the kind's order among the events of one instant to chance. That a maximum
// duration comes before a window of the same instant is not chance: its timer is set first, and recordings show it.
func (k eventKind) chance() bool { return k != eventMaxDuration && k != eventWindow }
