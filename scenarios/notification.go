package scenarios

import (
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/scenarios/form"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

const wantNotification = "a strategy's name such as cap2 or unbounded, or {strategy: channel, capacity: 2}"

// notification is the form of a notification strategy: its name, or a strategy with its parameter.
func notification(place *notify.Spec) form.Value {
	return form.Value{
		Want: wantNotification,
		Read: func(c *form.Checker, n *form.Node, path string) {
			if n.Kind != form.ScalarNode {
				readChannel(c, n, path, place)
			} else if name, ok := form.ReadText(c, n, path, wantNotification); ok {
				readStrategy(c, n, path, name, place)
			}
		},
		Print: func() *form.Node {
			name := place.Name()
			return form.Text(&name).Print()
		},
		Schema: func() *jsonschema.Schema {
			var unread channel
			return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
				form.Enumeration(strategyNames()),
				{Type: "string", Pattern: `^cap[0-9]+k?$`},
				channelForm(&unread).Schema(),
			}}
		},
	}
}

// channel is a strategy with its parameter.
type channel struct {
	strategy string
	capacity int
}

var channelForm = form.Mapping(wantNotification, (*channel).fields)

func (s *channel) fields() []form.Field {
	return []form.Field{
		form.Key("strategy", "channel, or a strategy's name", &s.strategy, form.Text).Needed(),
		form.Key("capacity", "updates that a channel holds", &s.capacity, form.Count(1, notify.MaxCapacity)),
	}
}

func strategyNames() []string {
	names := make([]string, len(notify.Strategies))
	for i := range notify.Strategies {
		names[i] = notify.Strategies[i].Name
	}
	return names
}

func readChannel(c *form.Checker, n *form.Node, path string, into *notify.Spec) {
	var read channel
	if !c.Try(path, func() { channelForm(&read).Read(c, n, path) }) {
		return
	}
	switch {
	case read.strategy == "channel" && read.capacity == 0:
		c.Reject(n, path, "a channel needs its capacity, such as {strategy: channel, capacity: 2}")
	case read.strategy == "channel":
		spec, err := notify.Channel(read.capacity)
		if err != nil {
			c.Reject(n, path, "%v", err)
			return
		}
		*into = spec
	case read.capacity != 0:
		c.Reject(n.Child("capacity"), form.Join(path, "capacity"), "only the strategy channel has a capacity")
	default:
		readStrategy(c, n.Child("strategy"), form.Join(path, "strategy"), read.strategy, into)
	}
}

func readStrategy(c *form.Checker, n *form.Node, path, name string, into *notify.Spec) {
	spec, err := notify.Parse(name)
	if err != nil {
		message := err.Error()
		if strings.HasPrefix(message, "unknown") {
			message += wording.DidYouMean(name, strategyNames())
		}
		c.Reject(n, path, "%s", message)
		return
	}
	*into = spec
}
