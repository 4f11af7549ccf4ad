package notify

// list is an unbounded queue as a singly linked list. Each waiting update has a node of two pointers, next and update,
// which can be collected once the update is taken.
type list struct {
	ring
	footprint Footprint
}

const nodeBytes = 2 * pointerBytes

func newList(Spec) Queue { return &list{} }

// Offer appends a node.
func (l *list) Offer(item Item) (Verdict, *Item) {
	l.footprint.allocate(objectBytes(nodeBytes))
	l.push(item)
	return Stored, nil
}

// Take unlinks the first node.
func (l *list) Take() (Item, bool) {
	item, ok := l.pop()
	if ok {
		l.footprint.HeldBytes -= objectBytes(nodeBytes)
	}
	return item, ok
}

// Pass allocates a node and frees it.
func (l *list) Pass() {
	l.footprint.allocate(objectBytes(nodeBytes))
	l.footprint.HeldBytes -= objectBytes(nodeBytes)
}

// Len returns the number of items that wait.
func (l *list) Len() int { return l.count }

// Footprint returns the memory of the nodes.
func (l *list) Footprint() Footprint { return l.footprint }

// Reset empties the list.
func (l *list) Reset() {
	l.clear()
	l.footprint = Footprint{}
}
