package real

import "github.com/reparentsim/reparentsim/model/health"

// slice is the unbounded queue as it was proposed: updates are appended at the end and cut off at the front. The space
// of updates cut off stays allocated until append comes to the end of the array and moves the rest to a new one.
type slice struct{ updates []*health.Update }

func (s *slice) reset() { s.updates = nil }

func (s *slice) push(u *health.Update) Verdict {
	s.updates = append(s.updates, u)
	return Stored
}

func (s *slice) pop() *health.Update {
	if len(s.updates) == 0 {
		return nil
	}
	u := s.updates[0]
	s.updates = s.updates[1:]
	return u
}
