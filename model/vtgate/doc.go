// Package vtgate is one vtgate that lives through a mass reparenting, made of parts that own their transitions.
//
// Causation flows one way:
//
//	world ─► health check ─► watch ─► consumer ─► gateway ─► shard buffers ─► requests
//	(timeline.go, or      (health.go,  (watch.go,   (consume.go)  (gateway.go)  (buffering.go,   (request.go)
//	 a script)             stream.go)   topology.go)                             drain.go)
//
// Each part calls only those to its right and tells the record (package record) what happens. What goes the other way
// is what real Vitess has: the gateway reads the health check's primary, asks the watcher why there is none, and marks
// a shard as disrupted; a health stream that is opened again asks the world what its tablet says. Locks (lock.go) wake
// whoever waits for them. A test lists these and lets nothing else be added.
//
// The parts share a clock (clock.go) and the locks. flow.go and quiet.go are accelerators: without them the results
// are the same, and tests play both ways. What each part does in Vitess, and by which recording that is known, stands
// in the documentation of package model.
package vtgate
