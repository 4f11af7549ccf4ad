package vtgate

import (
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/watcher"
	"github.com/reparentsim/reparentsim/sim"
)

// Watch is the watcher's goroutine (KeyspaceEventWatcher.run). It takes one update at a time from the notification
// queue, works on it, and applies it under the keyspace's lock.
type Watch struct {
	clock    *clock
	config   *Config
	layout   *cluster.Layout
	unit     *record.Unit
	locks    *locks
	queue    notify.Queue
	passer   notify.Passer // the same queue, or nil
	watcher  *watcher.Watcher
	consumer *consumer

	watchState
}

// watchState is the state of the watcher's goroutine.
type watchState struct {
	stage   watchStage
	stalled bool
	taking  bool // next is running and must not be entered again
	item    notify.Item
	held    heldKeyspace // the lock of item's keyspace, while its event is sent
	done    sim.Handle   // end of the work on item
	doneAt  sim.Time
	left    time.Duration // work that was left when the stall began
	stalls  int32
}

type watchStage uint8

const (
	watchIdle    watchStage = iota
	watchWorking            // on item
	watchLocking            // waits for the lock of item's keyspace
	watchSending            // waits for room in the event channel, with that lock
)

func (w *Watch) reset() {
	w.watchState = watchState{}
	w.queue.Reset()
	w.watcher.Forget()
}

// Expect tells the watcher a keyspace's PRIMARY partition before it knows any tablet.
func (w *Watch) Expect(k health.KeyspaceIndex, active []health.ShardIndex) {
	w.watcher.Repartition(k, active)
}

// offer puts an update into the notification queue without waiting (HealthCheckImpl.broadcast).
func (w *Watch) offer(u health.Update) {
	now := w.clock.Now()
	number := w.unit.Offered(&u, now)
	if !w.config.Buffer.Enabled {
		w.unit.Unwatched(number)
		return
	}
	switch verdict, displaced := w.queue.Offer(notify.Item{Update: u, Offered: now, Number: number}); verdict {
	case notify.Refused:
		w.unit.Dropped(number, &u, now)
		return
	case notify.Evicted:
		w.unit.Dropped(displaced.Number, &displaced.Update, now)
	case notify.Replaced:
		w.unit.Coalesced(displaced.Number)
	}
	w.unit.Queued(&u)
	w.next()
	if w.stage != watchIdle { // if it took the update, the update no longer waits
		w.unit.Depth(w.queue.Len())
	}
}

// next makes an idle watcher take the next update. Updates that need no time take effect at once.
func (w *Watch) next() {
	if w.taking {
		return
	}
	w.taking = true
	for w.stage == watchIdle && !w.stalled {
		item, ok := w.queue.Take()
		if !ok {
			break
		}
		w.item = item
		w.unit.Taken(item.Number, &item.Update, w.clock.Now())
		w.stage = watchWorking
		if d := w.processingTime(&item.Update, item.Offered); d > 0 {
			w.finishAfter(d)
			break
		}
		w.finished()
	}
	w.taking = false
}

// finishAfter schedules the end of the work on an update.
func (w *Watch) finishAfter(d time.Duration) {
	w.doneAt = w.clock.Now().Add(d)
	w.done = w.clock.schedule(w.doneAt, eventWatcherDone, 0)
}

// processingTime returns how long the watcher works on an update that was offered at the given instant.
func (w *Watch) processingTime(u *health.Update, offered sim.Time) time.Duration {
	if w.clock.settingUp() {
		return 0
	}
	law := &w.config.Processing.Primary
	switch {
	case u.Type != health.Primary:
		law = &w.config.Processing.Other
	case w.watcher.IsPromotion(u):
		law = &w.config.Processing.Promotion
	}
	if d, constant := law.IsConstant(); constant {
		return d
	}
	// The key is that of the update, not of its place in the queue: a strategy that loses other updates still needs the
	// same time for this one.
	key := w.clock.key.With(purposeProcessing).With(uint64(u.Tablet)).With(uint64(offered))
	return law.Quantile(key.Uniform())
}

// finished ends the work on an update, which then takes effect; an update of a primary needs the keyspace's lock.
func (w *Watch) finished() {
	if w.item.Update.Type != health.Primary {
		w.delivered()
		w.rest()
		return
	}
	w.stage = watchLocking
	k := w.layout.Shards[w.item.Update.Shard].Keyspace
	if held, taken := w.locks.acquireKeyspace(k, goroutine{kind: watcherLoop}); taken {
		w.process(held)
	}
}

// resume continues the watcher when it has the lock that it waited for, or when its event has been sent.
func (w *Watch) resume() {
	if w.stage == watchLocking {
		w.process(heldKeyspace{w.layout.Shards[w.item.Update.Shard].Keyspace})
		return
	}
	w.sent()
}

// process applies the update. If that makes an event, the event is sent with the lock held
// (KeyspaceEventWatcher.processHealthCheck, broadcast).
func (w *Watch) process(held heldKeyspace) {
	made := w.watcher.Process(&w.item.Update)
	w.unit.Consistency(held.keyspace, w.watcher.Consistent(held.keyspace), w.clock.Now())
	w.delivered()
	w.stage, w.held = watchSending, held
	if made == nil {
		w.sent()
		return
	}
	if w.consumer.send(made, goroutine{kind: watcherLoop}) {
		w.sent()
		w.consumer.next()
	}
}

// delivered notes that the update has taken effect.
func (w *Watch) delivered() {
	w.unit.Delivered(w.item.Number, &w.item.Update, w.item.Offered, w.clock.Now())
}

// sent releases the keyspace's lock and ends the work on the update.
func (w *Watch) sent() {
	w.locks.releaseKeyspace(w.held)
	w.rest()
}

// rest makes the watcher idle, ready to take the next update.
func (w *Watch) rest() {
	w.stage = watchIdle
	w.next()
}

// Ask answers a request that has found no healthy primary, under its keyspace's lock.
func (w *Watch) Ask(s health.ShardIndex, _ heldKeyspace) watcher.Answer { return w.watcher.Ask(s) }

// Mark tells the watcher that a request wants to buffer (KeyspaceEventWatcher.MarkShardNotServing). It reports whether
// the watcher knows the shard.
func (w *Watch) Mark(s health.ShardIndex, reparent bool, held heldKeyspace) bool {
	known := w.watcher.MarkNotServing(s, reparent)
	w.unit.Consistency(held.keyspace, w.watcher.Consistent(held.keyspace), w.clock.Now())
	return known
}

// InWork returns the journal's number of the update that the watcher works on, and when that work will end.
func (w *Watch) InWork() (number int32, done sim.Time, working bool) {
	return w.item.Number, w.doneAt, w.stage == watchWorking
}
