package real

import "github.com/reparentsim/reparentsim/model/notify"

// Account is what the simulator says about a strategy under a pattern.
type Account struct {
	Lost                      int
	AllocatedBytes, HeldBytes int64 // over the whole pattern; when the queue is fullest
}

// AccountOf plays the pattern on the simulator's strategy with that name, if it has one.
func AccountOf(strategy string, p *Pattern) (Account, bool) {
	spec, err := notify.Parse(strategy)
	if err != nil {
		return Account{}, false
	}
	q := notify.New(spec)
	var a Account
	offered := 0
	for _, step := range p.Steps {
		for range step.Offers {
			if verdict, _ := q.Offer(notify.Item{}); verdict == notify.Refused || verdict == notify.Evicted {
				a.Lost++
			}
			offered++
		}
		if offered == p.Updates && step.Offers > 0 {
			a.HeldBytes = q.Footprint().HeldBytes
		}
		for range min(step.Takes, q.Len()) {
			q.Take()
		}
	}
	a.AllocatedBytes = q.Footprint().AllocatedBytes
	return a, true
}
