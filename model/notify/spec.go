package notify

// Spec names a notification strategy with its setting.
type Spec struct {
	Strategy string // a listed strategy's name, as cap2 or unbounded
	Capacity int    // of the strategy channel; 0 for the others
}
