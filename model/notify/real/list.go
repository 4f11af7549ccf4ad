package real

import "github.com/reparentsim/reparentsim/model/health"

// list is an unbounded queue as a singly linked list, with a node for each waiting update.
type list struct{ first, last *node }

type node struct {
	next   *node
	update *health.Update
}

func (l *list) reset() { *l = list{} }

func (l *list) push(u *health.Update) Verdict {
	n := &node{update: u}
	if l.first == nil {
		l.first = n
	} else {
		l.last.next = n
	}
	l.last = n
	return Stored
}

func (l *list) pop() *health.Update {
	if l.first == nil {
		return nil
	}
	u := l.first.update
	l.first = l.first.next
	return u
}
