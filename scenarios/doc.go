// Package scenarios reads scenario files: it checks a file completely, reports all its faults at once with
// their positions, fills in the defaults and hands the result to the simulation. Scenarios that come with
// the program are embedded.
//
// The format is a table (format.go): each key has a name, a sentence of documentation and a form, and a form
// knows how a value is read, printed and described to editors. So reading, `validate --config`, the JSON
// Schema and `describe` cannot differ.
//
// This is not an API for other modules yet; the file format is what is stable.
package scenarios
