package vtgate

// ReverseTies turns every choice of an order of one instant round.
func (g *Gate) ReverseTies() { g.clock.reversed = tieOrder{true, true, true} }
