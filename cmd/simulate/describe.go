package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/model/notify"
)

func describeCommand() command {
	return command{name: "describe", arguments: "KIND/NAME",
		summary: "describe one thing and its parameters, such as distribution/uniform",
		details: "The kinds and names are those of simulate list.",
		prepare: prepareDescribe}
}

func prepareDescribe(flags *pflag.FlagSet) action {
	output := declareListing(flags)
	return func(_ context.Context, c *call, arguments []string) (status, error) {
		if len(arguments) != 1 {
			return refused, refuse(errors.New("describe takes one KIND/NAME, such as distribution/uniform"))
		}
		if err := oneOf("format", *output, listings); err != nil {
			return refused, refuse(err)
		}
		one, err := findItem(arguments[0])
		if err != nil {
			return refused, refuse(err)
		}
		if *output == "json" {
			return fine, writeDocument(c.stdout, one)
		}
		writeItem(c.stdout, one)
		return fine, nil
	}
}

// findItem returns the item that KIND/NAME names. NAME alone is enough if only one kind has it.
func findItem(reference string) (item, error) {
	kind, name, found := strings.Cut(reference, "/")
	if !found {
		return findByName(reference)
	}
	shelf, err := findShelf(kind)
	if err != nil {
		return item{}, err
	}
	items := shelf.all()
	for _, one := range items {
		if one.Name == name {
			return one, nil
		}
	}
	if spec, err := notify.Parse(name); shelf.kind == "strategy" && err == nil {
		return channelOf(spec, items), nil
	}
	return item{}, unknown(shelf.kind, name, names(items))
}

// channelOf describes a channel whose capacity is not listed, or is listed under another name.
func channelOf(spec notify.Spec, items []item) item {
	for _, one := range items {
		if one.Name == spec.Name() {
			return one
		}
	}
	capacity := strings.TrimPrefix(spec.Name(), "cap")
	return item{Kind: "strategy", Name: spec.Name(),
		Doc: "channel of capacity " + capacity + "; loses the newest update when full"}
}

func findByName(name string) (item, error) {
	var found []item
	for _, shelf := range catalogue() {
		for _, one := range shelf.all() {
			if one.Name == name {
				found = append(found, one)
			}
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return item{}, fmt.Errorf("want KIND/NAME, such as distribution/uniform, got %q; KIND is one of %s",
			name, strings.Join(plurals(), ", "))
	}
	var several []string
	for _, one := range found {
		several = append(several, one.Kind+"/"+one.Name)
	}
	return item{}, fmt.Errorf("%q is ambiguous: it may be %s", name, strings.Join(several, " or "))
}

func writeItem(w io.Writer, one item) {
	fmt.Fprintf(w, "%s/%s\n", one.Kind, one.Name)
	if one.Doc != "" {
		fmt.Fprintf(w, "  %s\n", one.Doc)
	}
	if one.Unit != "" {
		fmt.Fprintf(w, "  unit: %s\n", one.Unit)
	}
	if len(one.Parameters) > 0 {
		fmt.Fprintln(w, "\nparameters:")
	}
	width := 0
	for _, p := range one.Parameters {
		width = max(width, len(p.Name))
	}
	for _, p := range one.Parameters {
		want := p.Want
		if p.Required {
			want += "; required"
		}
		fmt.Fprintf(w, "  %-*s  %s (%s)\n", width, p.Name, p.Doc, want)
	}
	if one.Text != "" {
		fmt.Fprintf(w, "\n%s", one.Text)
	}
}
