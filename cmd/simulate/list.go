package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

func listCommand() command {
	return command{name: "list", arguments: "[KIND]",
		summary: "list scenarios, strategies, schedules, metrics and everything else with a name",
		details: "KIND is one of " + strings.Join(plurals(), ", ") + "; without it, all kinds are listed.",
		prepare: prepareList}
}

func prepareList(flags *pflag.FlagSet) action {
	output := declareListing(flags)
	return func(_ context.Context, c *call, arguments []string) (status, error) {
		if err := oneOf("format", *output, listings); err != nil {
			return refused, refuse(err)
		}
		shelves := catalogue()
		switch len(arguments) {
		case 0:
		case 1:
			one, err := findShelf(arguments[0])
			if err != nil {
				return refused, refuse(err)
			}
			shelves = []shelf{one}
		default:
			return refused, refuse(errors.New("list takes at most one kind"))
		}
		if *output == "json" {
			return fine, writeDocument(c.stdout, listed(shelves))
		}
		writeShelves(c.stdout, shelves)
		return fine, nil
	}
}

// plurals returns the plural names of the kinds, as list shows them.
func plurals() []string {
	var list []string
	for _, one := range catalogue() {
		list = append(list, one.plural)
	}
	return list
}

// listed returns the items of all shelves, without the text of scenarios.
func listed(shelves []shelf) []item {
	items := []item{}
	for i := range shelves {
		items = append(items, shelves[i].all()...)
	}
	for i := range items {
		items[i].Text = ""
	}
	return items
}

// writeShelves writes one line per item, with its name and what it is. Several kinds have a heading each.
func writeShelves(w io.Writer, shelves []shelf) {
	for i := range shelves {
		items := shelves[i].all()
		indent := ""
		if len(shelves) > 1 {
			if i > 0 {
				fmt.Fprintln(w)
			}
			fmt.Fprintf(w, "%s (%s)\n", shelves[i].plural, shelves[i].doc)
			indent = "  "
		}
		width := 0
		for _, one := range items {
			width = max(width, len(one.Name))
		}
		for _, one := range items {
			doc := one.Doc
			if one.Unit != "" {
				doc += " [" + one.Unit + "]"
			}
			fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%s%-*s  %s", indent, width, one.Name, doc), " "))
		}
	}
}
