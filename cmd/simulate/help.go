package main

import (
	"context"
	"errors"

	"github.com/spf13/pflag"
)

func helpCommand() command {
	return command{name: "help", arguments: "[COMMAND]", summary: "show what the program or one of its commands does",
		prepare: func(*pflag.FlagSet) action { return help }}
}

func help(_ context.Context, c *call, arguments []string) (status, error) {
	switch len(arguments) {
	case 0:
		writeHelp(c.stdout)
		return fine, nil
	case 1:
		one, err := findCommand(arguments[0])
		if err != nil {
			return refused, refuse(err)
		}
		writeCommandHelp(c.stdout, one)
		return fine, nil
	}
	return refused, refuse(errors.New("help takes at most one command"))
}
