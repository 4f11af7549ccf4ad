// Package cost reports what real notification queues cost on a machine, beside the account of the simulator's
// strategies with the same names: as text, as JSON and as a chart.
package cost
