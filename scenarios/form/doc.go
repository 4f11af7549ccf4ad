// Package form is the language in which scenario files are written; it knows nothing about scenarios. It reads YAML
// into a tree of nodes with positions, reads the nodes into values of the program, prints the values, describes them to
// editors, and collects the faults of a file.
//
// A Form says how values of a type are written, and a table of Fields says what a mapping contains. Reading, printing,
// the JSON Schema and the help all use both, so they cannot differ.
package form
