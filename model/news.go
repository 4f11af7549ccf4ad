package model

import "github.com/reparentsim/reparentsim/model/health"

// news is how far the latest tidings of a shard's primary have come on their way to the watcher. It serves
// no rule of the model: it lets a failure name its cause.
type news struct {
	term         int64 // the highest that vtgate has heard of
	good, bad    progress
	lost         bool // the news that the primary serves was dropped, and none has come through since
	demotionLost bool // the news that it does not was dropped
	stale        bool // after it served, an update of an older primary's end put it down again
}

type progress uint8

const (
	unheard progress = iota
	waiting
	working
	effective
)

// concerns tells a primary's good news from bad ones; replicas bring none.
func (n *news) concerns(u *health.Update) (good, bad *progress) {
	if u.Type != health.Primary {
		return nil, nil
	}
	if u.Serving {
		return &n.good, nil
	}
	return nil, &n.bad
}

// queued: the update waits in the channel.
func (n *news) queued(u *health.Update) {
	good, bad := n.concerns(u)
	if good != nil && u.Term >= n.term {
		n.term, *good = u.Term, waiting
	}
	if bad != nil {
		if u.Term >= n.term { // the present primary's own end: older good news are void
			n.good, n.lost = unheard, false
		}
		*bad, n.demotionLost = waiting, false
	}
}

// dropped: the update found the channel full.
func (n *news) dropped(u *health.Update) {
	good, bad := n.concerns(u)
	if good != nil && u.Term > n.term {
		n.term, n.good, n.lost = u.Term, unheard, true
	} else if good != nil && u.Term == n.term && n.good != effective {
		n.lost = true
	}
	if bad != nil {
		if u.Term >= n.term {
			n.good, n.lost = unheard, false
		}
		n.demotionLost = true
	}
}

// inWork: the watcher has taken the update.
func (n *news) inWork(u *health.Update) {
	if good, bad := n.concerns(u); good != nil && *good == waiting {
		*good = working
	} else if bad != nil && *bad == waiting {
		*bad = working
	}
}

// processed: the update took effect.
func (n *news) processed(u *health.Update) {
	good, bad := n.concerns(u)
	if good != nil && u.Term >= n.term {
		*good, n.lost, n.stale = effective, false, false
	}
	if bad != nil {
		*bad = effective
		n.stale = n.good == effective && u.Term < n.term
	}
}
