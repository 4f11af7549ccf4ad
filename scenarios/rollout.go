package scenarios

import (
	"time"

	"github.com/reparentsim/reparentsim/scenarios/form"
)

// rolloutPart describes the reparents.
type rolloutPart struct {
	start    time.Duration
	schedule schedule
	order    string
	mix      []reparent
}

// The orders of the shards in a rollout.
const (
	orderListed   = "listed"
	orderShuffled = "shuffled"
)

func defaultRollout() rolloutPart {
	return rolloutPart{
		start: 5 * time.Second, schedule: scheduleNamed("simultaneous"), order: orderListed,
		mix: []reparent{newReparent()},
	}
}

func (p *rolloutPart) fields() []form.Field {
	return []form.Field{
		form.Key("start", "when the rollout begins", &p.start, form.Duration),
		form.Key("schedule", "when each reparent starts", &p.schedule, scheduleForm),
		form.Key("order", "listed: keyspaces and shards as in the file; or shuffled", &p.order,
			form.Choice("order", orderListed, orderShuffled)),
		form.Key("mix", "the kinds of reparent", &p.mix, form.List(reparentForm, 1, maxListed, newReparent)),
	}
}
