package cluster

// None reparents nothing.
type None struct{}

// Starts returns no starts.
func (None) Starts(*Plan) []Start { return nil }
