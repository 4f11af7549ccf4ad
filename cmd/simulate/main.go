// Command simulate plays out mass reparenting in a Vitess cluster and reports what its vtgates lose, what
// times out and why, and what the clients see. See `simulate help`.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
