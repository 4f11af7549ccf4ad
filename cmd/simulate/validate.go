package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/scenarios"
)

func validateCommand() command {
	return command{name: "validate", arguments: "SCENARIO...",
		summary: "check scenarios without running them; all faults of all files are reported at once",
		prepare: prepareValidate}
}

func prepareValidate(flags *pflag.FlagSet) action {
	config := flags.Bool("config", false, "print the scenarios with all defaults filled in")
	schema := flags.Bool("schema", false, "print the JSON Schema of scenario files, for editors")
	return func(_ context.Context, c *call, arguments []string) (status, error) {
		switch {
		case *schema && (*config || len(arguments) > 0):
			return refused, refuse(errors.New("--schema: takes neither scenarios nor --config"))
		case *schema:
			_, err := c.stdout.Write(scenarios.Schema())
			return fine, err
		case len(arguments) == 0:
			return refused, refuse(errors.New("validate takes one or more scenarios"))
		}
		documents, err := openAll(c, arguments)
		if err != nil {
			return refused, refuse(err)
		}
		for i, document := range documents {
			switch {
			case !*config:
				fmt.Fprintf(c.stdout, "%s: valid\n", arguments[i])
			default:
				if i > 0 {
					fmt.Fprintln(c.stdout, "---")
				}
				c.stdout.Write(document.Scenario().YAML())
			}
		}
		return fine, nil
	}
}

// openAll opens scenarios and returns the faults of all of them at once.
func openAll(c *call, references []string) ([]*scenarios.Document, error) {
	var errs []error
	documents := make([]*scenarios.Document, len(references))
	piped := false
	for i, reference := range references {
		if reference == "-" && piped {
			errs = append(errs, errors.New("standard input (-) can be read only once"))
			continue
		}
		piped = piped || reference == "-"
		document, err := scenarios.Open(reference, c.stdin)
		if err != nil {
			errs = append(errs, err)
		}
		documents[i] = document
	}
	return documents, errors.Join(errs...)
}
