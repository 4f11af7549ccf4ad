package record

import "github.com/reparentsim/reparentsim/model/health"

// News says how far the latest updates about a shard's primary have come on their way to the watcher. It only serves to
// find the cause of a failure; no rule of the model depends on it.
type News struct {
	Term             int64    // the highest term that vtgate has received
	Good, Bad        Progress // of the latest update that the primary serves, or that it does not
	Lost             bool     // the update that the primary serves was dropped, and no later one has come through
	DemotionLost     bool     // the update that the primary does not serve was dropped
	Stale            bool     // after the primary served, a "not serving" of an older one put the shard down again
	StoppedWhileDown bool     // buffering last stopped while the shard was down
}

// Progress is how far an update has come.
type Progress uint8

// The stages of an update on its way to the watcher.
const (
	Unheard Progress = iota
	Queued
	InWork
	Effective
)

// concerns returns the progress that an update concerns: good if a primary serves, bad if it does not. For a replica's
// update both are nil.
func (n *News) concerns(u *health.Update) (good, bad *Progress) {
	if u.Type != health.Primary {
		return nil, nil
	}
	if u.Serving {
		return &n.Good, nil
	}
	return nil, &n.Bad
}

// queued notes that the update waits in the channel.
func (n *News) queued(u *health.Update) {
	good, bad := n.concerns(u)
	if good != nil && u.Term >= n.Term {
		n.Term, *good = u.Term, Queued
	}
	if bad != nil {
		if u.Term >= n.Term { // the current primary itself stops: older good news is void
			n.Good, n.Lost = Unheard, false
		}
		*bad, n.DemotionLost = Queued, false
	}
}

// dropped notes that the update found the channel full.
func (n *News) dropped(u *health.Update) {
	good, bad := n.concerns(u)
	if good != nil && u.Term > n.Term {
		n.Term, n.Good, n.Lost = u.Term, Unheard, true
	} else if good != nil && u.Term == n.Term && n.Good != Effective {
		n.Lost = true
	}
	if bad != nil {
		if u.Term >= n.Term {
			n.Good, n.Lost = Unheard, false
		}
		n.DemotionLost = true
	}
}

// inWork notes that the watcher has taken the update.
func (n *News) inWork(u *health.Update) {
	if good, bad := n.concerns(u); good != nil && *good == Queued {
		*good = InWork
	} else if bad != nil && *bad == Queued {
		*bad = InWork
	}
}

// processed notes that the update took effect.
func (n *News) processed(u *health.Update) {
	good, bad := n.concerns(u)
	if good != nil && u.Term >= n.Term {
		*good, n.Lost, n.Stale = Effective, false, false
	}
	if bad != nil {
		*bad = Effective
		n.Stale = n.Good == Effective && u.Term < n.Term
	}
}
