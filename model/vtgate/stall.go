package vtgate

// startStalls schedules the first stall, if the watcher stalls at all.
func (w *Watch) startStalls() {
	if w.config.Stall != nil {
		w.scheduleStall()
	}
}

// stallUniform returns one of the current stall's two uniforms.
func (w *Watch) stallUniform(which uint64) float64 {
	return w.clock.key.With(purposeStall).With(uint64(w.stalls)).With(which).Uniform()
}

// scheduleStall schedules the beginning of the next stall.
func (w *Watch) scheduleStall() {
	w.clock.after(max(w.config.Stall.Every.Quantile(w.stallUniform(0)), 1), eventStallBegin, 0)
}

// stallBegins stops the watcher and the work under way.
func (w *Watch) stallBegins() {
	w.stalled = true
	now := w.clock.Now()
	if w.stage == watchWorking {
		w.clock.Cancel(w.done)
		w.left = w.doneAt.Sub(now)
	}
	w.clock.schedule(now.Add(w.config.Stall.Lasts.Quantile(w.stallUniform(1))), eventStallEnd, 0)
}

// stallEnds makes the watcher go on where it stopped.
func (w *Watch) stallEnds() {
	w.stalled = false
	w.stalls++
	if w.stage == watchWorking {
		w.finishAfter(w.left)
	}
	w.scheduleStall()
	w.next()
}
