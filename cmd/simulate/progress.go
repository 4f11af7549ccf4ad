package main

import (
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/reparentsim/reparentsim/cmd/simulate/study"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim/estimate"
)

// How often progress is shown: as a line that erases itself, and as lines of a log.
const (
	progressRedraw = 200 * time.Millisecond
	progressLog    = 10 * time.Second
)

// eraseLine goes back to the beginning of a terminal's line and clears it.
const eraseLine = "\r\x1b[K"

// progress shows on standard error how far a scenario has got.
type progress struct {
	terminal io.Writer // for the line that erases itself; nil if there is none
	columns  func() int
	log      *slog.Logger
	now      func() time.Time

	study   *study.Study
	metric  int // the leading one
	begun   time.Time
	stop    chan struct{}
	stopped sync.WaitGroup

	mu      sync.Mutex
	total   int
	leading []float64 // the metric's values in the replications finished so far, under the baseline
	shown   bool      // the line is on the screen
}

// newProgress returns the progress of a call.
func (c *call) newProgress() *progress {
	p := &progress{log: c.messages.log, now: time.Now, columns: func() int { return 80 }}
	if file, ok := c.stderr.(*os.File); ok && c.isTerminal() && !c.globals.quiet && !c.messages.json {
		p.terminal = file
		p.columns = func() int {
			if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
				return width
			}
			return 80
		}
	}
	return p
}

// begin shows a scenario's progress until end is called.
func (p *progress) begin(s *study.Study, metric int) {
	p.study, p.metric, p.begun = s, metric, p.now()
	p.total, p.leading = s.Asked(), nil
	every := progressLog
	if p.terminal != nil {
		every = progressRedraw
	}
	p.stop = make(chan struct{})
	p.stopped.Go(func() {
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			select {
			case <-p.stop:
				return
			case <-ticker.C:
				p.show()
			}
		}
	})
}

// extend raises the number of replications to expect.
func (p *progress) extend(total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total = total
}

// finished counts a finished replication.
func (p *progress) finished(records []record.Replication) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leading = append(p.leading, records[p.study.Baseline].Values[p.metric])
}

// end stops showing progress and erases the line.
func (p *progress) end() {
	close(p.stop)
	p.stopped.Wait()
	if p.shown {
		fmt.Fprint(p.terminal, eraseLine)
		p.shown = false
	}
}

// show writes how far the scenario has got.
func (p *progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	done := len(p.leading)
	rate := float64(done) / p.now().Sub(p.begun).Seconds()
	left := "?"
	if rate > 0 {
		left = time.Duration(float64(p.total-done) / rate * float64(time.Second)).Round(time.Second).String()
	}
	name, metric := p.study.Scenario.Name, record.Metrics[p.metric].Name
	half := estimate.Mean(p.leading, p.study.Scenario.Confidence).HalfWidth
	known := !math.IsNaN(half)
	if p.terminal == nil {
		attributes := []any{"scenario", name, "done", done, "total", p.total, "per_second", rate, "left", left}
		if known {
			attributes = append(attributes, "metric", metric, "half_width", half)
		}
		p.log.Info("progress", attributes...)
		return
	}
	line := fmt.Sprintf("%s  %d/%d  %.3g/s  %s left", name, done, p.total, rate, left)
	if known {
		line += fmt.Sprintf("  %s ±%.3g", metric, half)
	}
	if runes := []rune(line); len(runes) >= p.columns() {
		line = string(runes[:max(0, p.columns()-1)]) // a full line would wrap and could not be erased
	}
	fmt.Fprint(p.terminal, eraseLine+line)
	p.shown = true
}
