package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

// command is one of the program's commands, named by the first argument.
type command struct {
	name, arguments, summary string
	details                  string // a paragraph of help, or empty
	// prepare declares the command's flags and returns the action to run once they are parsed.
	prepare func(flags *pflag.FlagSet) action
}

// action runs a command with its arguments. If it also returns an error, the higher-ranking of the two statuses counts.
type action func(ctx context.Context, c *call, arguments []string) (status, error)

// commands lists the commands in the order in which help shows them. Each lives in a file of its own name.
func commands() []command {
	return []command{
		runCommand(), compareCommand(), replayCommand(), measureCommand(), validateCommand(), listCommand(),
		describeCommand(), versionCommand(), helpCommand(),
	}
}

func commandNames() []string {
	var names []string
	for _, one := range commands() {
		names = append(names, one.name)
	}
	return names
}

// findCommand returns the command with that name.
func findCommand(name string) (command, error) {
	for _, one := range commands() {
		if one.name == name {
			return one, nil
		}
	}
	return command{}, unknown("command", name, commandNames())
}

// writeHelp says what the program does and which commands it has.
func writeHelp(w io.Writer) {
	fmt.Fprint(w, "simulate plays out mass reparenting in a Vitess cluster: "+
		"what vtgates lose, what times out and why,\nand what clients see.\n\n")
	fmt.Fprint(w, "usage: simulate [GLOBAL FLAGS] COMMAND [FLAGS] [ARGUMENTS]\n\ncommands:\n")
	for _, one := range commands() {
		fmt.Fprintf(w, "  %-26s %s\n", strings.TrimSpace(one.name+" "+one.arguments), one.summary)
	}
	flags := pflag.NewFlagSet("simulate", pflag.ContinueOnError)
	flags.SortFlags = false
	new(globals).declare(flags)
	fmt.Fprintf(w, "\nglobal flags, before or after the command:\n%s", flags.FlagUsagesWrapped(helpColumns))
	fmt.Fprint(w, "\nA SCENARIO is a file, - for standard input, or the name of a shipped one "+
		"(simulate list scenarios).\nResults go to standard output, everything else to standard error.\n"+
		"Exit codes: 0 success, 1 internal error, 2 wrong usage or scenario, 3 a threshold was broken,\n"+
		"4 the precision asked for was not reached, 130 interrupted.\n"+
		"\nTry: simulate compare rollout-32 --out out\n")
}

// helpColumns is the width of help texts.
const helpColumns = 110

// writeCommandHelp says what one command does and which flags it has.
func writeCommandHelp(w io.Writer, one command) {
	usage := strings.TrimSpace("simulate " + one.name + " [FLAGS] " + one.arguments)
	fmt.Fprintf(w, "usage: %s\n\n%s\n", usage, sentence(one.summary))
	if one.details != "" {
		fmt.Fprintf(w, "\n%s\n", one.details)
	}
	own := pflag.NewFlagSet(one.name, pflag.ContinueOnError)
	own.SortFlags = false
	one.prepare(own)
	if own.HasFlags() {
		fmt.Fprintf(w, "\nflags:\n%s", own.FlagUsagesWrapped(helpColumns))
	}
	fmt.Fprint(w, "\nGlobal flags: simulate help\n")
}

// sentence turns a summary into a sentence.
func sentence(summary string) string { return strings.ToUpper(summary[:1]) + summary[1:] + "." }
