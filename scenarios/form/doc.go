// Package form is the language of scenario files without the scenarios: it reads YAML into a tree of nodes that know
// their positions, reads the nodes into values of the program, prints the values again and describes them to
// editors, and collects what is wrong with a file.
//
// A Form says how values of a type are written, and a table of Fields says what a mapping holds. Both serve all four
// purposes, so that reading, printing, the JSON Schema and the help cannot differ.
package form
