package real

// Pattern is a sequence of offers and takes that is played on a queue.
type Pattern struct {
	Consumer, Producer string
	Doc                string
	Steps              []Step
	Updates            int // offers in all steps
}

// Step is a number of offers followed by a number of takes, as far as there is something to take.
type Step struct{ Offers, Takes int }

// patternUpdates is the number of updates in a listed pattern: more than a channel of 1024 holds and fewer than one of
// 64k, as in a rollout.
const patternUpdates = 10_000

// burst is how many updates come at once to a consumer that finishes them before the next burst: 32 shards of three
// tablets.
const burst = 96

// Patterns lists the consumers and producers in the order in which reports show them.
var Patterns = []Pattern{
	newPattern("fast", "steady", "each update is taken before the next one comes", Step{1, 1}),
	newPattern("fast", "burst", "96 updates come at once and are taken before the next 96", Step{burst, burst}),
	newPattern("slow", "steady", "one update is taken for every two that come, the rest afterwards", Step{2, 1}),
	newPattern("slow", "burst", "all updates come before the first is taken", Step{patternUpdates, 0}),
}

// newPattern returns a pattern that repeats a step until all updates have come and then takes what is left.
func newPattern(consumer, producer, doc string, step Step) Pattern {
	p := Pattern{Consumer: consumer, Producer: producer, Doc: doc}
	for p.Updates < patternUpdates {
		step.Offers = min(step.Offers, patternUpdates-p.Updates)
		p.Steps = append(p.Steps, step)
		p.Updates += step.Offers
	}
	p.Steps = append(p.Steps, Step{0, patternUpdates})
	return p
}
