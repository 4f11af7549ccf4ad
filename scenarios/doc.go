// Package scenarios reads scenario files. It checks a file completely, reports all its faults at once with their
// positions, fills in the defaults and makes the simulation's configuration. The scenarios that come with the program
// are embedded.
//
// Each part of a scenario has a source file with its values, their defaults, its table of fields and its configuration.
// A further field is one entry of such a table. Reading, `validate --config`, the JSON Schema and `describe` all follow
// the tables. Distributions, schedules and kinds of reparent are listed where they are implemented, and their
// parameters become fields here. Package form says how values of each type are written.
//
// This is not an API for other modules yet. Only the file format is stable.
package scenarios
