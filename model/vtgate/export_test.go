package vtgate

// ReverseTies reverses every order within one instant that the model has chosen.
func (g *Gate) ReverseTies() { g.clock.reversed = tieOrder{true, true, true} }
