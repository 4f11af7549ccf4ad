// Package vtgate simulates one vtgate during a mass reparenting. It is made of parts that own their state transitions.
//
// Causation flows one way:
//
//	world ─► health check ─► watch ─► consumer ─► gateway ─► shard buffers ─► requests
//	(timeline.go, or      (health.go,  (watch.go,   (consume.go)  (gateway.go)  (buffering.go,   (request.go)
//	 a script)             stream.go)   topology.go)                             drain.go)
//
// Each part calls only those to its right, and tells package record what happens. The few calls in the other direction
// are those of real Vitess: the gateway reads the health check's primary, asks the watcher why there is none, and marks
// a shard as disrupted; a reopened health stream asks the world what its tablet says; a released lock (lock.go) wakes
// the goroutines that wait for it. A test lists these calls and allows no others.
//
// The parts share a clock (clock.go) and the locks. flow.go and quiet.go are accelerators: the results are the same
// without them, and tests play both ways. The documentation of package model says what each part does in Vitess and
// which recording shows it.
package vtgate
