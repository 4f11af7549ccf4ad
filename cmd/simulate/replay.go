package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/model/replay"
	"github.com/reparentsim/reparentsim/model/vtgate"
)

func replayCommand() command {
	return command{name: "replay", arguments: "SCRIPT.json",
		summary: "play a recorded script through one vtgate and print the observation",
		details: "The script says, instant by instant, what tablets announce, which queries arrive and how long the " +
			"watcher\nworks; - is standard input. Times of the observation are microseconds after time zero.",
		prepare: prepareReplay}
}

func prepareReplay(flags *pflag.FlagSet) action {
	vitess := flags.String("vitess", vtgate.DefaultRelease, "`release` of Vitess: "+strings.Join(releaseNames(), "|"))
	return func(_ context.Context, c *call, arguments []string) (status, error) {
		if len(arguments) != 1 {
			return refused, refuse(errors.New("replay takes one script"))
		}
		if err := oneOf("release", *vitess, releaseNames()); err != nil {
			return refused, refuse(fmt.Errorf("--vitess: %w", err))
		}
		script, err := readScript(arguments[0], c.stdin)
		if err != nil {
			return refused, refuse(err)
		}
		for _, release := range vtgate.Releases {
			if release.Preset == *vitess {
				observation, err := replay.Replay(script, &release)
				if err != nil {
					return refused, refuse(fmt.Errorf("%s: %w", arguments[0], err))
				}
				return fine, writeDocument(c.stdout, observation)
			}
		}
		panic("a release without a name")
	}
}

func releaseNames() []string {
	var names []string
	for _, release := range vtgate.Releases {
		names = append(names, release.Preset)
	}
	return names
}

func readScript(name string, stdin io.Reader) (*replay.Script, error) {
	if name == "-" {
		name = "stdin"
	} else {
		file, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, reason(err))
		}
		defer file.Close()
		stdin = file
	}
	script, err := replay.ParseScript(stdin)
	var at *replay.ScriptError
	switch {
	case errors.As(err, &at):
		return nil, fmt.Errorf("%s:%w", name, err)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return script, nil
}
