// Package cost reports what real notification queues cost on a machine, beside what the simulator's strategies of the
// same names account for: as text, as JSON and as a chart.
package cost
