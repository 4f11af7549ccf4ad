// Package replay plays a script through one vtgate, the same that simulations use, and shows what there is to see.
//
// A Script says, instant by instant, what tablets announce, how they answer, and which queries arrive. An Observation
// has the form of the recordings of the unmodified Vitess code on a virtual clock, which lie in testdata: the model
// must do exactly what that code did.
package replay
