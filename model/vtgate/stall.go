package vtgate

// startStalls begins the alternation of running and standing still.
func (w *Watch) startStalls() {
	if w.config.Stall != nil {
		w.scheduleStall()
	}
}

// stallUniform returns one of the two uniforms of the present stall.
func (w *Watch) stallUniform(which uint64) float64 {
	return w.clock.key.With(purposeStall).With(uint64(w.stalls)).With(which).Uniform()
}

// scheduleStall sets the beginning of the next stall.
func (w *Watch) scheduleStall() {
	w.clock.after(max(w.config.Stall.Every.Quantile(w.stallUniform(0)), 1), eventStallBegin, 0)
}

// stallBegins makes the watcher stand still; work under way stops.
func (w *Watch) stallBegins() {
	w.stalled = true
	now := w.clock.Now()
	if w.stage == watchWorking {
		w.clock.Cancel(w.done)
		w.left = w.doneAt.Sub(now)
	}
	w.clock.schedule(now.Add(w.config.Stall.Lasts.Quantile(w.stallUniform(1))), eventStallEnd, 0)
}

// stallEnds lets the watcher go on where it stopped.
func (w *Watch) stallEnds() {
	w.stalled = false
	w.stalls++
	if w.stage == watchWorking {
		w.finishAfter(w.left)
	}
	w.scheduleStall()
	w.next()
}
