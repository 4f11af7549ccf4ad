package record

import (
	"sync"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Pool collects the samples of all vtgates of a replication under one strategy. The counts of histograms add up to the
// same in any order, so each unit adds its samples when it finishes. If two units do so at once, the second uses
// another histogram, so that neither waits.
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

// histogramMax is the longest sample that is kept as it is, in microseconds: a day.
const histogramMax = 24 * 3600 * 1e6

// spareSamples holds samples that no replication is using. Each takes as much memory as a small vtgate.
var spareSamples = sync.Pool{New: func() any {
	return &samples{hdrhistogram.New(1, histogramMax, 3), hdrhistogram.New(1, histogramMax, 3)}
}}

// Add adds a unit's samples.
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

// merged returns all samples. Every unit must have added its own.
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

// countAll counts samples. One longer than a day counts as a day.
func countAll(h *hdrhistogram.Histogram, spans []time.Duration) {
	for _, d := range spans {
		if err := h.RecordValue(min(d.Microseconds(), histogramMax)); err != nil {
			panic(err) // the histogram's range holds every sample
		}
	}
}
