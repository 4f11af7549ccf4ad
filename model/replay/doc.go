// Package replay plays a script through the same vtgate that simulations use and reports everything that can be
// observed.
//
// A Script says, instant by instant, what tablets announce, how they answer, and which queries arrive. An Observation
// has the form of the recordings in testdata, which were made with the unmodified Vitess code on a virtual clock. The
// model must do exactly what that code did.
package replay
