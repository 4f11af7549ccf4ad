package real

import "github.com/reparentsim/reparentsim/model/health"

// slice is the unbounded queue as it was proposed: appended to at the end, cut off at the front. What is cut
// off stays allocated until append has come to the end of the array and moves the rest to a new one.
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
