// Package charttest lets the tests of charts read a chart back: what shapes and lines of text it put where on its
// canvas, and in which colours. Only tests import it.
package charttest
