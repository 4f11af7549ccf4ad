package main

import (
	"fmt"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/model/vtgate"
	"github.com/reparentsim/reparentsim/reports"
	"github.com/reparentsim/reparentsim/scenarios"
)

// shelf holds the items of one kind, for list and describe.
type shelf struct {
	kind, plural, doc string
	items             func() []item
}

// item is one thing that a scenario, a flag or a report may name.
type item struct {
	Kind       string      `json:"kind"`
	Name       string      `json:"name"`
	Doc        string      `json:"doc"`
	Unit       string      `json:"unit,omitempty"`
	Parameters []parameter `json:"parameters,omitempty"`
	Text       string      `json:"text,omitempty"` // a scenario's file; in describe only
}

// parameter is a setting of an item.
type parameter struct {
	Name     string `json:"name"`
	Doc      string `json:"doc"`
	Want     string `json:"want"`
	Required bool   `json:"required"`
}

// catalogue returns the kinds in the order in which list shows them. Each ranges over the slice that the program
// itself uses, so nothing can be missing from the list.
func catalogue() []shelf {
	return []shelf{
		{"scenario", "scenarios", "shipped scenarios, for SCENARIO", shippedScenarios},
		{"strategy", "strategies", "notification strategies, for vtgates.notification and --strategies", strategies},
		{"preset", "presets", "releases of Vitess, for vitess", presets},
		{"policy", "policies", "buffer policies, for vtgates.buffer.policy", choices(scenarios.BufferPolicies)},
		{"share", "shares", "how shards share the buffer's size, for vtgates.buffer.share",
			choices(scenarios.BufferShares)},
		{"scope", "scopes", "what must be whole again before buffering ends, for vtgates.watcher.scope",
			choices(scenarios.WatcherScopes)},
		{"schedule", "schedules", "how a rollout spreads its reparents, for rollout.schedule",
			choices(scenarios.Schedules())},
		{"reparent", "reparents", "kinds of reparent, for rollout.mix", choices(scenarios.Reparents())},
		{"distribution", "distributions", "distributions of durations; a bare duration is a constant",
			choices(scenarios.Distributions())},
		{"metric", "metrics", "metrics of a replication, for --metrics and thresholds", metrics},
		{"timeout", "timeouts", "causes of bufferings that time out", timeoutCauses},
		{"failure", "failures", "causes of failed queries", failureCauses},
		{"figure", "figures", "charts, for --figures", figureItems},
		{"format", "formats", "formats of reports, for --output", formats},
	}
}

// findShelf returns the shelf of a kind, given the kind's singular or plural name.
func findShelf(kind string) (shelf, error) {
	var plurals []string
	for _, one := range catalogue() {
		if kind == one.kind || kind == one.plural {
			return one, nil
		}
		plurals = append(plurals, one.plural)
	}
	return shelf{}, unknown("kind", kind, plurals)
}

// all returns the shelf's items with their kind filled in.
func (s *shelf) all() []item {
	items := s.items()
	for i := range items {
		items[i].Kind = s.kind
	}
	return items
}

func shippedScenarios() []item {
	var items []item
	for _, name := range scenarios.Names() {
		document, err := scenarios.Open(name, nil)
		if err != nil {
			panic(fmt.Sprintf("shipped scenario: %v", err))
		}
		text, _ := scenarios.Shipped(name)
		items = append(items, item{Name: name, Doc: document.Scenario().Description, Text: string(text)})
	}
	return items
}

func strategies() []item {
	var items []item
	for _, one := range notify.Strategies {
		items = append(items, item{Name: one.Name, Doc: one.Doc})
	}
	return append(items, item{Name: "capN", Doc: "channel of any other capacity N, such as cap16"})
}

func presets() []item {
	var items []item
	for _, one := range vtgate.Releases {
		items = append(items, item{Name: one.Preset, Doc: one.Doc})
	}
	return items
}

func choices(list []scenarios.Choice) func() []item {
	return func() []item {
		var items []item
		for _, one := range list {
			items = append(items, item{Name: one.Name, Doc: one.Doc, Parameters: parametersOf(one.Parameters)})
		}
		return items
	}
}

func parametersOf(list []scenarios.Parameter) []parameter {
	var parameters []parameter
	for _, one := range list {
		parameters = append(parameters, parameter(one))
	}
	return parameters
}

func metrics() []item {
	var items []item
	for _, one := range record.Metrics {
		items = append(items, item{Name: one.Name, Doc: one.Doc, Unit: one.Unit})
	}
	return items
}

func timeoutCauses() []item {
	var items []item
	for _, one := range record.TimeoutCauses {
		items = append(items, item{Name: one.Name, Doc: one.Doc})
	}
	return items
}

func failureCauses() []item {
	var items []item
	for _, one := range record.FailureCauses {
		items = append(items, item{Name: one.Name, Doc: one.Doc})
	}
	return items
}

func figureItems() []item {
	var items []item
	for _, one := range reports.Figures {
		items = append(items, item{Name: one.Name, Doc: one.Doc})
	}
	return items
}

func formats() []item {
	var items []item
	for _, one := range reports.Formats {
		items = append(items, item{Name: one.Name, Doc: one.Doc})
	}
	return items
}

// names lists the names of items.
func names(items []item) []string {
	list := make([]string, len(items))
	for i := range items {
		list[i] = items[i].Name
	}
	return list
}
