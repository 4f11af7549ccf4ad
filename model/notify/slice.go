package notify

// slice is an unbounded queue in the simplest Go: queue = append(queue, u) and queue = queue[1:]. The space of popped
// items stays allocated until append moves the rest to a new array, which it does whenever the slice has come to the
// end of its array.
type slice struct {
	ring
	room      int // the slice's cap()
	array     int64
	footprint Footprint
}

func newSlice(Spec) Queue { return &slice{} }

// Offer appends the item.
func (s *slice) Offer(item Item) (Verdict, *Item) {
	s.makeRoom()
	s.push(item)
	return Stored, nil
}

// makeRoom moves the waiting items to a new array if append would.
func (s *slice) makeRoom() {
	if s.count < s.room {
		return
	}
	s.room = grownCapacity(s.count)
	array := objectBytes(int64(s.room) * pointerBytes)
	s.footprint.allocate(array)
	s.footprint.HeldBytes -= s.array
	s.array = array
}

// Pass appends an item and cuts it off.
func (s *slice) Pass() {
	s.makeRoom()
	s.room--
}

// Take cuts the oldest item off the front.
func (s *slice) Take() (Item, bool) {
	item, ok := s.pop()
	if ok {
		s.room--
	}
	return item, ok
}

// Len returns the number of items that wait.
func (s *slice) Len() int { return s.count }

// Footprint returns the memory of the array, and of the old one while append copies.
func (s *slice) Footprint() Footprint { return s.footprint }

// Reset makes the slice nil.
func (s *slice) Reset() {
	s.clear()
	s.room, s.array, s.footprint = 0, 0, Footprint{}
}
