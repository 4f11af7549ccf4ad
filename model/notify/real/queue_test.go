package real

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/health"
)

// TestContract checks every strategy: an offered update is taken, lost, replaced or still waiting; updates are taken in
// the order of the offers; a channel loses updates only when it is full; latest-per-tablet holds the latest update of
// each tablet, once.
func TestContract(t *testing.T) {
	for i := range Strategies {
		s := &Strategies[i]
		t.Run(s.Name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				q := s.New()
				q.Reset()
				var waiting []*health.Update
				for n := range rapid.IntRange(0, 300).Draw(rt, "operations") {
					if rapid.IntRange(0, 2).Draw(rt, "what") == 0 {
						u := q.Take(false)
						if (u == nil) != (len(waiting) == 0) || u != nil && u != waiting[0] {
							rt.Fatalf("took %v, want the first of %v", u, waiting)
						}
						waiting = waiting[min(1, len(waiting)):]
						continue
					}
					tablet := health.TabletIndex(rapid.IntRange(0, 5).Draw(rt, "tablet"))
					u := &health.Update{Tablet: tablet, Term: int64(n)}
					waiting = expect(rt, s.Name, q.Offer(u), u, waiting)
				}
				q.Close()
				for _, u := range waiting {
					if took := q.Take(true); took != u {
						rt.Fatalf("after the end took %v, want %v", took, u)
					}
				}
				if u := q.Take(true); u != nil {
					rt.Fatalf("the empty queue gave %v", u)
				}
			})
		})
	}
}

// expect checks a verdict and returns what should be waiting after it.
func expect(rt *rapid.T, name string, verdict Verdict, u *health.Update, waiting []*health.Update) []*health.Update {
	if name == "latest-per-tablet" {
		for i, other := range waiting {
			if other.Tablet == u.Tablet {
				if verdict != Coalesced {
					rt.Fatalf("verdict %d for a tablet of which an update waits", verdict)
				}
				replaced := append([]*health.Update(nil), waiting...)
				replaced[i] = u
				return replaced
			}
		}
	}
	if name == "cap2" && len(waiting) == 2 {
		if verdict != Dropped {
			rt.Fatalf("verdict %d of a full channel", verdict)
		}
		return waiting
	}
	if verdict != Stored {
		rt.Fatalf("verdict %d with %d waiting", verdict, len(waiting))
	}
	return append(append([]*health.Update(nil), waiting...), u)
}

// Between two goroutines, each update that is not lost arrives, in order.
func TestConcurrentHandOver(t *testing.T) {
	for i := range Strategies {
		s := &Strategies[i]
		t.Run(s.Name, func(t *testing.T) {
			q := s.New()
			q.Reset()
			taken := make(chan int)
			failure := ""
			go func() {
				count, last := 0, int64(0)
				for u := q.Take(true); u != nil; u = q.Take(true) {
					if u.Term <= last {
						failure = fmt.Sprintf("%d came after %d", u.Term, last)
					}
					count, last = count+1, u.Term
				}
				taken <- count
			}()
			gone := 0
			const offers = 5000
			for n := range int64(offers) {
				if q.Offer(&health.Update{Tablet: health.TabletIndex(n), Term: n + 1}) != Stored {
					gone++
				}
			}
			q.Close()
			if count := <-taken; count+gone != offers || failure != "" {
				t.Errorf("%d arrived, %d are gone, of %d; %s", count, gone, offers, failure)
			}
		})
	}
}
