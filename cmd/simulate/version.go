package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/reports"
)

// programVersion is the version that a program reports if it was not built from a tagged module.
const programVersion = "v0.1.0-dev"

// modelVersion changes whenever the same scenario and seed may give different numbers than before.
const modelVersion = "1"

func currentVersion() reports.Version {
	v := reports.Version{Program: programVersion, Model: modelVersion, Go: runtime.Version()}
	if build, ok := debug.ReadBuildInfo(); ok && strings.HasPrefix(build.Main.Version, "v") {
		v.Program = build.Main.Version
	}
	return v
}

func versionCommand() command {
	return command{name: "version",
		summary: "print the versions of the program, the model and Go",
		prepare: prepareVersion}
}

func prepareVersion(flags *pflag.FlagSet) action {
	output := declareListing(flags)
	return func(_ context.Context, c *call, arguments []string) (status, error) {
		if len(arguments) > 0 {
			return refused, refuse(errors.New("version takes no arguments"))
		}
		if err := oneOf("format", *output, listings); err != nil {
			return refused, refuse(err)
		}
		v := currentVersion()
		if *output == "json" {
			return fine, writeDocument(c.stdout, v)
		}
		_, err := fmt.Fprintf(c.stdout, "simulate %s, model %s, %s\n", v.Program, v.Model, v.Go)
		return fine, err
	}
}

// listings are the formats of commands that do not simulate.
var listings = []string{"text", "json"}

func declareListing(flags *pflag.FlagSet) *string {
	return flags.StringP("output", "o", listings[0], "`format`: "+strings.Join(listings, "|"))
}

// writeDocument writes one JSON document, indented.
func writeDocument(w io.Writer, document any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}
