package record

import (
	"github.com/reparentsim/reparentsim/model/health"
	"github.com/reparentsim/reparentsim/sim"
)

// Offered notes that the health check offers an update. It returns the update's number in the journal.
func (u *Unit) Offered(update *health.Update, now sim.Time) (number int32) {
	u.Tally.Broadcast++
	if u.Journal == nil {
		return 0
	}
	j := u.Journal
	j.Updates = append(j.Updates, Update{Update: *update, Offered: now, Taken: sim.Never, Done: sim.Never})
	return int32(len(j.Updates) - 1)
}

// Unwatched notes that there is no watcher for the update.
func (u *Unit) Unwatched(number int32) {
	u.Tally.Unwatched++
	if u.Journal != nil {
		u.Journal.Updates[number].Fate = FateUnwatched
	}
}

// Queued notes that the notification queue has taken the update.
func (u *Unit) Queued(update *health.Update) { u.News[update.Shard].queued(update) }

// Dropped notes that the update is lost.
func (u *Unit) Dropped(number int32, update *health.Update, now sim.Time) {
	u.Tally.Dropped++
	u.News[update.Shard].dropped(update)
	if u.Journal != nil {
		u.Journal.Updates[number].Fate = FateDropped
		u.Journal.Drops = append(u.Journal.Drops, Drop{now, *update})
	}
}

// Coalesced notes that a newer update has replaced this one.
func (u *Unit) Coalesced(number int32) {
	u.Tally.Coalesced++
	if u.Journal != nil {
		u.Journal.Updates[number].Fate = FateCoalesced
	}
}

// Depth notes how many updates wait.
func (u *Unit) Depth(waiting int) { u.Tally.DepthMax = max(u.Tally.DepthMax, waiting) }

// Taken notes that the watcher takes the update.
func (u *Unit) Taken(number int32, update *health.Update, now sim.Time) {
	u.News[update.Shard].inWork(update)
	if u.Journal != nil {
		u.Journal.Updates[number].Taken = now
	}
}

// Delivered notes that the update takes effect.
func (u *Unit) Delivered(number int32, update *health.Update, offered, now sim.Time) {
	u.News[update.Shard].processed(update)
	u.Tally.Delivered++
	u.Delays = append(u.Delays, now.Sub(offered))
	if u.Journal != nil {
		one := &u.Journal.Updates[number]
		one.Done, one.Fate = now, FateDelivered
	}
}

// Passed does in one call what Offered, Queued, Taken and Delivered do, for an update that takes effect before anything
// else happens.
func (u *Unit) Passed(update *health.Update, offered, done sim.Time) {
	u.Tally.Broadcast++
	if update.Type == health.Primary { // updates of replicas are no news
		news := &u.News[update.Shard]
		news.queued(update)
		news.inWork(update)
		news.processed(update)
	}
	u.Tally.Delivered++
	u.Delays = append(u.Delays, done.Sub(offered))
	u.LastEvent, u.lastNews = done, done
}

// EventMade notes that the watcher makes a keyspace event. It returns the event's number in the journal.
func (u *Unit) EventMade(e *health.KeyspaceEvent, now sim.Time) (number int32) {
	if u.Journal == nil {
		return 0
	}
	j := u.Journal
	shards := append([]health.ShardEvent(nil), e.Shards...)
	j.KeyspaceEvents = append(j.KeyspaceEvents, KeyspaceEvent{At: now, Keyspace: e.Keyspace, Shards: shards})
	return int32(len(j.KeyspaceEvents) - 1)
}

// EventSent notes that the consumer's channel has taken the event.
func (u *Unit) EventSent(number int32) {
	if u.Journal != nil {
		u.Journal.KeyspaceEvents[number].Sent = true
	}
}
