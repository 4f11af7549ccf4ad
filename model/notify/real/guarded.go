package real

import (
	"sync"

	"github.com/reparentsim/reparentsim/model/health"
)

// storage holds updates for one goroutine at a time.
type storage interface {
	reset()
	push(*health.Update) Verdict
	pop() *health.Update // nil if empty
}

// guarded makes a storage a queue for two goroutines, with a mutex, and a condition for the goroutine that waits.
type guarded struct {
	mu     sync.Mutex
	ready  sync.Cond
	closed bool
	storage
}

func newGuarded(s storage) *guarded {
	g := &guarded{storage: s}
	g.ready.L = &g.mu
	return g
}

// Reset empties the storage.
func (g *guarded) Reset() {
	g.closed = false
	g.reset()
}

// Offer pushes the update and wakes the goroutine that waits.
func (g *guarded) Offer(u *health.Update) Verdict {
	g.mu.Lock()
	verdict := g.push(u)
	g.mu.Unlock()
	g.ready.Signal()
	return verdict
}

// Take pops an update.
func (g *guarded) Take(wait bool) *health.Update {
	g.mu.Lock()
	defer g.mu.Unlock()
	for {
		u := g.pop()
		if u != nil || !wait || g.closed {
			return u
		}
		g.ready.Wait()
	}
}

// Close wakes the goroutine that waits.
func (g *guarded) Close() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.ready.Signal()
}
