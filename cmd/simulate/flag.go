package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/scenarios/wording"
)

// errHelp says that help was asked for with a flag.
var errHelp = pflag.ErrHelp

// globals are the flags that every command has.
type globals struct {
	quiet, verbose   bool
	logFormat, color string
}

// The values of global flags.
var (
	logFormats = []string{"text", "json"}
	colorModes = []string{"auto", "always", "never"}
)

// declare adds the global flags. Values that an earlier flag set has read are kept.
func (g *globals) declare(flags *pflag.FlagSet) {
	if g.logFormat == "" {
		g.logFormat, g.color = logFormats[0], colorModes[0]
	}
	flags.BoolVarP(&g.quiet, "quiet", "q", g.quiet, "no progress, only errors")
	flags.BoolVarP(&g.verbose, "verbose", "v", g.verbose, "say more about what is going on")
	flags.StringVar(&g.logFormat, "log-format", g.logFormat,
		"messages on standard error: "+strings.Join(logFormats, "|"))
	flags.StringVar(&g.color, "color", g.color,
		"colours in messages: "+strings.Join(colorModes, "|")+"; auto honours NO_COLOR and TERM=dumb")
}

// newFlagSet returns an empty flag set for a command. The global flags are added when it is parsed.
func (c *call) newFlagSet(name string) *pflag.FlagSet {
	flags := pflag.NewFlagSet(name, pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	return flags
}

// parse reads the flags, including the global ones, and returns the arguments between and after them.
func (c *call) parse(flags *pflag.FlagSet, arguments []string) ([]string, error) {
	c.globals.declare(flags)
	err := flags.Parse(arguments)
	// A wrong flag is reported in the form that the flags before it ask for.
	wrong := errors.Join(
		oneOf("value for --log-format", c.globals.logFormat, logFormats),
		oneOf("value for --color", c.globals.color, colorModes))
	if wrong == nil {
		c.messages = newMessages(c)
	}
	if err != nil {
		return nil, flagError(flags, err)
	}
	for _, one := range arguments {
		// pflag skips the flags of go test without an error.
		if one == "--" {
			break
		}
		if strings.HasPrefix(one, "-test.") && !slices.Contains(flags.Args(), one) {
			return nil, fmt.Errorf("unknown flag %s", one)
		}
	}
	return flags.Args(), wrong
}

// flagError makes pflag's errors readable and suggests the flag that was probably meant.
func flagError(flags *pflag.FlagSet, err error) error {
	var missing *pflag.NotExistError
	var needed *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	var syntax *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &missing):
		return unknownFlag(flags, missing)
	case errors.As(err, &needed):
		return fmt.Errorf("--%s needs a value: %s", needed.GetFlag().Name, needed.GetFlag().Usage)
	case errors.As(err, &invalid):
		if want, known := wants[invalid.GetFlag().Value.Type()]; known {
			return fmt.Errorf("--%s: want %s, got %q", invalid.GetFlag().Name, want, invalid.GetValue())
		}
		return fmt.Errorf("--%s: %w", invalid.GetFlag().Name, errors.Unwrap(invalid))
	case errors.As(err, &syntax):
		return fmt.Errorf("%q is not a flag", syntax.GetSpecifiedFlag())
	}
	return err
}

// wants describes the values that a type of flag accepts.
var wants = map[string]string{
	"int": "a whole number", "uint64": "a whole number from 0", "float64": "a number", "bool": "true or false",
}

func unknownFlag(flags *pflag.FlagSet, missing *pflag.NotExistError) error {
	name := missing.GetSpecifiedName()
	if missing.GetSpecifiedShortnames() != "" {
		return fmt.Errorf("unknown flag -%s; the flags are %s", name, strings.Join(flagNames(flags), ", "))
	}
	var names []string
	flags.VisitAll(func(one *pflag.Flag) { names = append(names, one.Name) })
	hint := ""
	if meant := wording.Closest(name, names); meant != "" {
		hint = fmt.Sprintf(" (did you mean --%s?)", meant)
	}
	return fmt.Errorf("unknown flag --%s%s; the flags are %s", name, hint, strings.Join(flagNames(flags), ", "))
}

// flagNames lists the flags as users write them.
func flagNames(flags *pflag.FlagSet) []string {
	var names []string
	flags.VisitAll(func(one *pflag.Flag) {
		name := "--" + one.Name
		if one.Shorthand != "" {
			name = "-" + one.Shorthand + "/" + name
		}
		names = append(names, name)
	})
	return names
}

// splitValues splits a flag's value at commas outside brackets. An empty value has no parts.
func splitValues(text string) ([]string, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var parts []string
	depth, begin := 0, 0
	for i, r := range text + "," {
		switch r {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',':
			if depth > 0 && i < len(text) {
				continue
			}
			part := strings.TrimSpace(text[begin:i])
			if part == "" {
				return nil, fmt.Errorf("%q has an empty part", text)
			}
			parts = append(parts, part)
			begin = i + 1
		}
	}
	return parts, nil
}
