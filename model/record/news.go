package record

import "github.com/reparentsim/reparentsim/model/health"

// News is how far the latest updates about a shard's primary have come on their way to the watcher. No rule of the
// model depends on it: it lets a failure name its cause.
type News struct {
	Term             int64 // the highest that vtgate has heard of
	Good, Bad        Progress
	Lost             bool // the update that the primary serves was dropped, and none has come through since
	DemotionLost     bool // the update that it does not serve was dropped
	Stale            bool // after it served, an update of an older primary's end put the shard down again
	StoppedWhileDown bool // buffering last stopped while the shard was down
}

// Progress is how far an update has come.
type Progress uint8

// The stages of an update's way.
const (
	Unheard Progress = iota
	Queued
	InWork
	Effective
)

// concerns tells a primary's good news from bad news; a replica's update is neither.
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
		if u.Term >= n.Term { // the present primary's own end: older good news is void
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
