package scenarios

import (
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

const wantNotification = "a strategy's name such as cap2 or unbounded, or {strategy: channel, capacity: 2}"

// notification is the form of a notification strategy: its name, or the words for it.
var notification = form[notify.Spec]{want: wantNotification, read: readNotification,
	print: func(value *notify.Spec) *node { return printText(value.Name()) },
	schema: func() *jsonschema.Schema {
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
			enumeration(strategyNames()),
			{Type: "string", Pattern: `^cap[0-9]+k?$`},
			schemaOfFields(channelFields, channel{}),
		}}
	}}

// channel is a strategy with its setting.
type channel struct {
	strategy string
	capacity int
}

var channelFields = fields(
	key("strategy", "channel, or a strategy's name", func(s *channel) *string { return &s.strategy }, text).needed(),
	key("capacity", "updates that a channel holds", func(s *channel) *int { return &s.capacity }, count(1, notify.MaxCapacity)),
)

func strategyNames() []string {
	names := make([]string, len(notify.Strategies))
	for i := range notify.Strategies {
		names[i] = notify.Strategies[i].Name
	}
	return names
}

func readNotification(c *checker, n *node, path string, into *notify.Spec) {
	if n.kind == scalarNode {
		if name, ok := readText(c, n, path, wantNotification); ok {
			parseStrategy(c, n, path, name, into)
		}
		return
	}
	var read channel
	known := len(c.faults)
	mapping(wantNotification, channelFields, zero[channel]).read(c, n, path, &read)
	switch {
	case len(c.faults) > known:
		c.bad[path] = true
	case read.strategy == "channel":
		spec, err := notify.Channel(read.capacity)
		if read.capacity == 0 {
			c.reject(n, path, "a channel needs its capacity, such as {strategy: channel, capacity: 2}")
		} else if err != nil {
			c.reject(n, path, "%v", err)
		} else {
			*into = spec
		}
	case read.capacity != 0:
		c.reject(n.child("capacity"), join(path, "capacity"), "only the strategy channel has a capacity")
	default:
		parseStrategy(c, n.child("strategy"), join(path, "strategy"), read.strategy, into)
	}
}

func parseStrategy(c *checker, n *node, path, name string, into *notify.Spec) {
	spec, err := notify.Parse(name)
	if err != nil {
		message := err.Error()
		if strings.HasPrefix(message, "unknown") {
			message += wording.DidYouMean(name, strategyNames())
		}
		c.reject(n, path, "%s", message)
		return
	}
	*into = spec
}
