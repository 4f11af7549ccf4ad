package notify

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Spec is a notification strategy with its parameter.
type Spec struct {
	name     string
	capacity int // of a channel; 0 for a strategy without a limit
}

// Name returns the strategy's name as scenarios, flags and reports write it.
func (s Spec) Name() string { return s.name }

// Capacity returns how many updates a channel holds, or 0 for a strategy without a limit.
func (s Spec) Capacity() int { return s.capacity }

// MaxCapacity is the largest capacity of a channel.
const MaxCapacity = 1 << 30

// Channel returns the strategy of a channel that holds the given number of updates.
func Channel(capacity int) (Spec, error) {
	if capacity < 1 || capacity > MaxCapacity {
		return Spec{}, fmt.Errorf("capacity must be from 1 to %d, got %d", MaxCapacity, capacity)
	}
	if capacity == 65536 {
		return Spec{name: "cap64k", capacity: capacity}, nil
	}
	return Spec{name: "cap" + strconv.Itoa(capacity), capacity: capacity}, nil
}

// Parse parses a strategy's name: a listed one, or capN for a channel of any capacity N.
func Parse(name string) (Spec, error) {
	if digits, found := strings.CutPrefix(name, "cap"); found {
		digits, thousands := strings.CutSuffix(digits, "k")
		n, err := strconv.Atoi(digits)
		if (err == nil || errors.Is(err, strconv.ErrRange)) && !strings.HasPrefix(digits, "+") {
			if thousands {
				n = min(n, MaxCapacity) * 1024
			}
			return Channel(n)
		}
	}
	for i := range Strategies {
		if Strategies[i].Name == name {
			return Spec{name: name}, nil
		}
	}
	names := make([]string, 0, len(Strategies))
	for i := range Strategies {
		names = append(names, Strategies[i].Name)
	}
	return Spec{}, fmt.Errorf("unknown strategy %q; want one of %s, or capN for any N", name, strings.Join(names, ", "))
}
