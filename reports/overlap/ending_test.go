package overlap

import "testing"

// A bar of bufferings that all timed out has the colour of a time-out, and not a blend.
func TestEndingColour(t *testing.T) {
	if got := endedByTimeout.colour(light, 1); got != light.Timeout {
		t.Errorf("a bar that timed out has the colour %v, want %v", got, light.Timeout)
	}
}
