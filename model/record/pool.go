package record

import (
	"sync"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Pool gathers the samples of all vtgates of a replication under one strategy. Counts in a histogram add
// up to the same whatever the order, so units hand theirs in as they finish. A further histogram is taken
// where two do so at once: nobody waits.
type Pool struct {
	mu   sync.Mutex
	all  []*samples
	idle []*samples
}

// samples are histograms in microseconds, three significant figures.
type samples struct {
	delays        *hdrhistogram.Histogram // of updates
	bufferedTimes *hdrhistogram.Histogram // of queries
}

// histogramMax is the longest sample kept as it is, in microseconds: a day.
const histogramMax = 24 * 3600 * 1e6

// spareSamples are those that no replication uses now: each takes as much memory as a small vtgate.
var spareSamples = sync.Pool{New: func() any {
	return &samples{hdrhistogram.New(1, histogramMax, 3), hdrhistogram.New(1, histogramMax, 3)}
}}

// Add hands a unit's samples in.
func (p *Pool) Add(delays, bufferedTimes []time.Duration) {
	s := p.take()
	countAll(s.delays, delays)
	countAll(s.bufferedTimes, bufferedTimes)
	p.mu.Lock()
	p.idle = append(p.idle, s)
	p.mu.Unlock()
}

func (p *Pool) take() *samples {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.idle); n > 0 {
		s := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return s
	}
	s := spareSamples.Get().(*samples)
	p.all = append(p.all, s)
	return s
}

// merged returns all samples, once every unit has handed its own in.
func (p *Pool) merged() *samples {
	s := p.take()
	for _, other := range p.all {
		if other != s {
			s.delays.Merge(other.delays)
			s.bufferedTimes.Merge(other.bufferedTimes)
		}
	}
	return s
}

// release ends the use of the pool and of what merged returned.
func (p *Pool) release() {
	for _, s := range p.all {
		s.delays.Reset()
		s.bufferedTimes.Reset()
		spareSamples.Put(s)
	}
	p.all, p.idle = nil, nil
}

// countAll counts samples; a day stands for anything longer.
func countAll(h *hdrhistogram.Histogram, spans []time.Duration) {
	for _, d := range spans {
		if err := h.RecordValue(min(d.Microseconds(), histogramMax)); err != nil {
			panic(err) // the range was chosen to hold every sample
		}
	}
}
