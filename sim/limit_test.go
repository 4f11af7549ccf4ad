package sim

import (
	"math"
	"math/bits"
	"testing"
)

// The three workloads here are the same as in the bare C program that the engine is compared with (sim/limit). Both use
// the same random numbers, so the order of events and the losses must be equal. The clock counts ticks of 2^-40 units
// of time, which is fine enough to keep the order that real numbers have.
const ticks = 1 << 40

// queueTicks are the ticks of the loss queue, whose benchmark runs for hundreds of millions of units of time.
const queueTicks = 1 << 32

// xoshiro is xoshiro256++ (Blackman and Vigna) seeded by SplitMix64.
type xoshiro [4]uint64

func newXoshiro(seed uint64) xoshiro {
	var x xoshiro
	for i := range x {
		seed += golden
		x[i] = mix(seed)
	}
	return x
}

// uniforms fills a block while the generator's state stays in registers.
func (x *xoshiro) uniforms(block []float64) {
	a, b, c, d := x[0], x[1], x[2], x[3]
	for i := range block {
		result := bits.RotateLeft64(a+d, 23) + a
		t := b << 17
		c ^= a
		d ^= b
		b ^= c
		a ^= d
		c ^= t
		d = bits.RotateLeft64(d, 45)
		block[i] = float64(result>>11) * 0x1p-53
	}
	x[0], x[1], x[2], x[3] = a, b, c, d
}

// exponentials is a stream of exponential variates drawn in blocks. The numbers are the same as if drawn one by one.
type exponentials struct {
	generator xoshiro
	block     [256]float64
	next      int
}

func newExponentials(seed uint64) *exponentials {
	return &exponentials{generator: newXoshiro(seed), next: len(exponentials{}.block)}
}

func (e *exponentials) draw() float64 {
	if e.next == len(e.block) {
		e.fill()
	}
	x := e.block[e.next&255]
	e.next++
	return x
}

// fill draws the next block. It is a separate function so that draw can be inlined.
func (e *exponentials) fill() {
	e.generator.uniforms(e.block[:])
	Exponentials(e.block[:])
	e.next = 0
}

// runEvents passes the given number of events to handle, or fewer if no more are pending.
func (s *Simulation[E]) runEvents(count uint64, handle func(E)) {
	s.run(Never, s.executed+count, handle)
}

// hold is workload W1: a number of pending events, each of which schedules another at now + Exp(1).
type hold struct {
	simulation Simulation[uint64]
	draws      *exponentials
	checksum   uint64
}

func newHold(pending int) *hold {
	h := &hold{draws: newExponentials(12345)}
	for id := range pending {
		h.simulation.At(Time(h.draws.draw()*ticks), 0, uint64(id))
	}
	return h
}

func (h *hold) handle(id uint64) {
	h.checksum = h.checksum*golden + id
	h.simulation.At(h.simulation.Now()+Time(h.draws.draw()*ticks), 0, id)
}

// run handles the given number of events.
func (h *hold) run(events uint64) { h.simulation.runEvents(events, h.handle) }

func TestHoldOrder(t *testing.T) {
	h := newHold(1000)
	h.run(300_000)
	// Checksum and clock of the C, Go and SimGrid programs for the same workload.
	if h.checksum != 0x557a426ac3223025 {
		t.Errorf("order checksum %x, want that of the C program, 557a426ac3223025", h.checksum)
	}
	if clock := float64(h.simulation.Now()) / ticks; math.Abs(clock-299.362042) > 1e-6 {
		t.Errorf("clock %f, want 299.362042", clock)
	}
}

func BenchmarkHold(b *testing.B) {
	for _, c := range []struct {
		name     string
		pending  int
		checksum uint64 // after 100,000 events; the C program's
	}{
		{"pending=32", 32, 0xa02f766183967d7d},
		{"pending=1000", 1000, 0xe50c1cc4edd69fef},
		{"pending=100000", 100_000, 0x73c38edeb5954d6e},
	} {
		b.Run(c.name, func(b *testing.B) {
			h := newHold(c.pending)
			h.run(100_000)
			if h.checksum != c.checksum {
				b.Fatalf("order checksum %x, want %x", h.checksum, c.checksum)
			}
			b.ReportAllocs()
			b.ResetTimer()
			h.run(uint64(b.N))
			b.StopTimer()
			if events := h.simulation.Executed(); events != uint64(b.N)+100_000 {
				b.Fatalf("%d events executed, want %d", events, b.N+100_000)
			}
		})
	}
}

// lossQueue is workload W2: M/M/1/K with room for K = 2 customers and service rate 1.
type lossQueue struct {
	simulation         Simulation[uint8]
	arrivals, services *exponentials
	meanGap            float64
	left, in           int
	lost               int
}

const (
	customerArrives uint8 = iota
	customerLeaves
)

func newLossQueue(customers int, rate float64) *lossQueue {
	q := &lossQueue{arrivals: newExponentials(1), services: newExponentials(2), meanGap: 1 / rate, left: customers}
	q.simulation.At(Time(q.arrivals.draw()*q.meanGap*queueTicks), 0, customerArrives)
	return q
}

func (q *lossQueue) handle(e uint8) {
	now := q.simulation.Now()
	if e == customerLeaves {
		if q.in--; q.in > 0 {
			q.simulation.At(now+Time(q.services.draw()*queueTicks), 0, customerLeaves)
		}
		return
	}
	if q.left--; q.left > 0 {
		q.simulation.At(now+Time(q.arrivals.draw()*q.meanGap*queueTicks), 0, customerArrives)
	}
	switch q.in {
	case 2:
		q.lost++
	case 0:
		q.simulation.At(now+Time(q.services.draw()*queueTicks), 0, customerLeaves)
		q.in++
	default:
		q.in++
	}
}

func TestLossQueueLosesAsMuchAsTheLimitProgram(t *testing.T) {
	q := newLossQueue(1_000_000, 0.9)
	if err := q.simulation.Run(Never, q.handle); err != nil {
		t.Fatal(err)
	}
	if q.lost != 299_064 {
		t.Errorf("lost %d customers of 1,000,000, want 299,064 as in C, Go, ns-3 and SimGrid", q.lost)
	}
}

// BenchmarkLossQueue reports the time of an event.
func BenchmarkLossQueue(b *testing.B) {
	b.ReportAllocs()
	q := newLossQueue(math.MaxInt, 0.9)
	q.simulation.runEvents(1000, q.handle)
	b.ResetTimer()
	q.simulation.runEvents(uint64(b.N), q.handle)
	b.StopTimer()
	if got := q.simulation.Executed(); got != uint64(b.N)+1000 {
		b.Fatalf("%d events, want %d", got, b.N+1000)
	}
}

// failover is workload W3: 32 shards, each down for 4 s from a uniform time in [0, 20) s. Each change sends a
// message to a consumer that needs 50 ms per message and has two waiting places.
type failover struct {
	simulation Simulation[uint8]
	busy       bool
	waiting    int
	drops      int
}

const (
	shardDown uint8 = iota
	shardUp
	messageDone
)

func (f *failover) replicate(seed uint64) error {
	f.simulation.Reset(0)
	f.busy, f.waiting = false, 0
	generator := newXoshiro(seed)
	var downs [32]float64
	generator.uniforms(downs[:])
	for _, u := range downs {
		f.simulation.At(Time(20*u*ticks), 0, shardDown)
	}
	return f.simulation.Run(Never, f.handle)
}

func (f *failover) handle(e uint8) {
	now := f.simulation.Now()
	const service = ticks / 20
	switch {
	case e == messageDone && f.waiting > 0:
		f.waiting--
		f.simulation.At(now+service, 0, messageDone)
		return
	case e == messageDone:
		f.busy = false
		return
	case e == shardDown:
		f.simulation.At(now+4*ticks, 0, shardUp)
	}
	switch {
	case !f.busy:
		f.busy = true
		f.simulation.At(now+service, 0, messageDone)
	case f.waiting < 2:
		f.waiting++
	default:
		f.drops++
	}
}

func TestFailoverDropsAsMuchAsTheLimitProgram(t *testing.T) {
	var f failover
	for seed := range uint64(1000) {
		if err := f.replicate(seed + 1); err != nil {
			t.Fatal(err)
		}
	}
	if f.drops != 49 {
		t.Errorf("%d drops in 1,000 replications, want 49 as in C, Go, ns-3 and SimGrid", f.drops)
	}
}

// BenchmarkFailover reports the time of a replication, which has about 128 events.
func BenchmarkFailover(b *testing.B) {
	b.ReportAllocs()
	var f failover
	seed := uint64(0)
	for b.Loop() {
		seed++
		if err := f.replicate(seed); err != nil {
			b.Fatal(err)
		}
		if seed == 1000 && f.drops != 49 {
			b.Fatalf("%d drops in 1,000 replications, want 49", f.drops)
		}
	}
}
