package real

import "github.com/reparentsim/reparentsim/model/health"

// latest keeps the newest update of each tablet: a watcher that is late need not see older ones. An update that
// replaces another takes its place in the queue, so no tablet has to wait forever.
type latest struct {
	updates map[health.TabletIndex]*health.Update
	order   []health.TabletIndex
}

func (l *latest) reset() { l.updates, l.order = map[health.TabletIndex]*health.Update{}, nil }

func (l *latest) push(u *health.Update) Verdict {
	_, waits := l.updates[u.Tablet]
	l.updates[u.Tablet] = u
	if waits {
		return Coalesced
	}
	l.order = append(l.order, u.Tablet)
	return Stored
}

func (l *latest) pop() *health.Update {
	if len(l.order) == 0 {
		return nil
	}
	tablet := l.order[0]
	l.order = l.order[1:]
	u := l.updates[tablet]
	delete(l.updates, tablet)
	return u
}
