package cluster

// None reparents nothing.
type None struct{}

// Starts returns no starts.
func (None) Starts(*Plan) []Start { return nil }

func noneKind() ScheduleKind {
	return ScheduleKind{Name: "none", Doc: "nothing is reparented", Build: func() Schedule { return None{} }}
}
