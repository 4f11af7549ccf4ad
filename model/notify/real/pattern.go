package real

// Pattern is an order of offers and takes that a queue lives through.
type Pattern struct {
	Consumer, Producer string
	Doc                string
	Steps              []Step
	Updates            int // offers in all steps
}

// Step is so many offers and then so many takes, where there is something to take.
type Step struct{ Offers, Takes int }

// lifeUpdates are the updates that a queue lives through; more than a channel of 1024 holds and fewer than
// one of 64k, as in a rollout.
const lifeUpdates = 10_000

// burst is how many updates come at once to a consumer that is done with them before the next burst: 32
// shards of three tablets.
const burst = 96

// Patterns lists the consumers and producers in the order of reports.
var Patterns = []Pattern{
	newPattern("fast", "steady", "each update is taken before the next one comes", Step{1, 1}),
	newPattern("fast", "burst", "96 updates come at once and are taken before the next 96", Step{burst, burst}),
	newPattern("slow", "steady", "one update is taken for every two that come, the rest afterwards", Step{2, 1}),
	newPattern("slow", "burst", "all updates come before the first is taken", Step{lifeUpdates, 0}),
}

// newPattern repeats a step until all updates have come, and then takes what is left.
func newPattern(consumer, producer, doc string, step Step) Pattern {
	p := Pattern{Consumer: consumer, Producer: producer, Doc: doc}
	for p.Updates < lifeUpdates {
		step.Offers = min(step.Offers, lifeUpdates-p.Updates)
		p.Steps = append(p.Steps, step)
		p.Updates += step.Offers
	}
	p.Steps = append(p.Steps, Step{0, lifeUpdates})
	return p
}
