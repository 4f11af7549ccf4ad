package notify

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/reparentsim/reparentsim/model/health"
)

func spec(t testing.TB, name string) Spec {
	t.Helper()
	s, err := Parse(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func names() []string {
	all := []string{"cap1", "cap7"}
	for i := range Strategies {
		all = append(all, Strategies[i].Name)
	}
	return all
}

// strategyOf returns the declaration of the strategy with that name. An unlisted channel is like a listed one.
func strategyOf(name string) *Strategy {
	for i := range Strategies {
		if Strategies[i].Name == name {
			return &Strategies[i]
		}
	}
	return &Strategies[0]
}

// TestContract checks the properties that each strategy declares. It also checks for all of them that an offered item
// is taken, refused, evicted, replaced or still waiting, and that a reset queue is as new.
func TestContract(t *testing.T) {
	for _, name := range names() {
		t.Run(name, func(t *testing.T) {
			declared := strategyOf(name)
			rapid.Check(t, func(rt *rapid.T) {
				s := spec(t, name)
				q, fresh := New(s), New(s)
				for range 2 {
					holdToContract(rt, q, declared, s.capacity)
					q.Reset()
					if q.Len() != 0 || q.Footprint() != fresh.Footprint() {
						rt.Fatalf("after Reset %d wait, %+v; a new queue has %+v",
							q.Len(), q.Footprint(), fresh.Footprint())
					}
				}
			})
		})
	}
}

// holdToContract offers and takes at random. waiting holds the numbers of the items that should be waiting, in the
// order of their offers.
func holdToContract(rt *rapid.T, q Queue, declared *Strategy, capacity int) {
	var waiting []int32
	leave := func(number int32, how string) {
		place := slices.Index(waiting, number)
		if place < 0 {
			rt.Fatalf("%s %d, which does not wait", how, number)
		}
		waiting = slices.Delete(waiting, place, place+1)
	}
	offered := int32(0)
	for range rapid.IntRange(0, 200).Draw(rt, "operations") {
		if rapid.Bool().Draw(rt, "offer") {
			tablet := health.TabletIndex(rapid.IntRange(0, 5).Draw(rt, "tablet"))
			verdict, displaced := q.Offer(Item{Update: health.Update{Tablet: tablet}, Number: offered})
			full := capacity > 0 && len(waiting) == capacity
			switch {
			case (displaced != nil) != (verdict == Evicted || verdict == Replaced):
				rt.Fatalf("verdict %d with the displaced item %v", verdict, displaced)
			case declared.Lossless && (verdict == Refused || verdict == Evicted):
				rt.Fatalf("a lossless queue of %d loses an item: verdict %d", len(waiting), verdict)
			case !declared.Coalesces && verdict == Replaced:
				rt.Fatal("an item is replaced")
			case declared.Bounded && !declared.Coalesces && full != (verdict == Refused || verdict == Evicted):
				rt.Fatalf("offer to a queue of %d: verdict %d", len(waiting), verdict)
			}
			if displaced != nil {
				leave(displaced.Number, "displaced")
			}
			if verdict != Refused {
				waiting = append(waiting, offered)
			}
			offered++
		} else if item, ok := q.Take(); ok != (len(waiting) > 0) {
			rt.Fatalf("take from a queue of %d: %v", len(waiting), ok)
		} else if ok {
			if declared.Ordered && item.Number != waiting[0] {
				rt.Fatalf("took %d, want %d", item.Number, waiting[0])
			}
			leave(item.Number, "took")
		}
		if q.Len() != len(waiting) {
			rt.Fatalf("%d wait, want %d", q.Len(), len(waiting))
		}
	}
}

// TestPassIsAnOfferAndATake requires of every strategy that Pass equals Offer and Take, however full the queue was
// before.
func TestPassIsAnOfferAndATake(t *testing.T) {
	for _, name := range names() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				queues := [2]Queue{New(spec(t, name)), New(spec(t, name))}
				for range rapid.IntRange(1, 30).Draw(rt, "rounds") {
					filled := rapid.IntRange(0, 40).Draw(rt, "filled")
					for way, q := range queues {
						for range filled {
							q.Offer(Item{})
						}
						for q.Len() > 0 {
							q.Take()
						}
						if passer, short := q.(Passer); short && way == 0 {
							passer.Pass()
							continue
						}
						q.Offer(Item{})
						q.Take()
					}
					if queues[0].Footprint() != queues[1].Footprint() || queues[0].Len() != 0 {
						rt.Fatalf("Pass leaves %+v, Offer and Take %+v", queues[0].Footprint(), queues[1].Footprint())
					}
				}
			})
		})
	}
}

// TestObjectSizes asks the allocator itself: append rounds a slice of pointers up to the size class.
func TestObjectSizes(t *testing.T) {
	for _, n := range []int{
		1, 2, 3, 5, 7, 9, 17, 33, 63, 64, 65, 66, 100, 127, 128, 200, 500, 511, 512, 513, 1000, 2000, 4000, 4094, 4095,
		4096, 4097, 5000, 8191, 65_536, 100_000,
	} {
		capacity := cap(append([]*byte(nil), make([]*byte, n)...))
		usable := int64(capacity) * pointerBytes
		want := usable
		if usable > headerFromBytes && usable <= largeBytes-headerBytes {
			want += headerBytes
		}
		if got := objectBytes(int64(n) * pointerBytes); got != want && got != want+headerBytes && got != usable {
			t.Errorf("%d pointers: %d bytes, the allocator gives room for %d", n, got, usable)
		}
	}
}

func TestParse(t *testing.T) {
	for name, want := range map[string]Spec{
		"cap2": {"cap2", 2}, "cap64k": {"cap64k", 65536}, "cap65536": {"cap64k", 65536}, "cap1k": {"cap1024", 1024},
		"cap3": {"cap3", 3}, "unbounded": {"unbounded", 0},
	} {
		if got, err := Parse(name); err != nil || got != want {
			t.Errorf("Parse(%q) = %+v, %v; want %+v", name, got, err, want)
		}
	}
	for _, name := range []string{
		"", "cap", "capk", "cap0", "cap-1", "cap+5", "cap1e3", "Cap2", "cap 2", "cap99999999999999999999",
		"cap9999999999", "unbound",
	} {
		if got, err := Parse(name); err == nil {
			t.Errorf("Parse(%q) = %+v, want an error", name, got)
		}
	}
	if _, err := Parse("none such"); err == nil || !strings.Contains(err.Error(), "unbounded-list") {
		t.Errorf("%v does not list the strategies", err)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range names() {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		s, err := Parse(name)
		if err != nil {
			return
		}
		again, err := Parse(s.Name())
		if err != nil || again != s {
			t.Errorf("%q is called %q, which parses as %+v (%v)", name, s.Name(), again, err)
		}
	})
}

func BenchmarkQueue(b *testing.B) {
	for _, name := range names() {
		for _, depth := range []int{0, 100} {
			b.Run(fmt.Sprintf("%s/depth=%d", name, depth), func(b *testing.B) {
				q := New(spec(b, name))
				for range depth {
					q.Offer(Item{})
				}
				b.ReportAllocs()
				for b.Loop() {
					q.Offer(Item{})
					q.Take()
				}
			})
		}
	}
}
