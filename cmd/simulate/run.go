package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/scenarios"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

func runCommand() command {
	return command{name: "run", arguments: "SCENARIO...",
		summary: "simulate scenarios and report what was lost, what timed out and what clients saw",
		prepare: prepareRun}
}

func prepareRun(flags *pflag.FlagSet) action {
	strategy := flags.StringP("strategy", "s", "",
		"notification `strategy` instead of the scenario's own; see: simulate list strategies")
	options := declareStudy(flags)
	return func(ctx context.Context, c *call, arguments []string) (status, error) {
		if len(arguments) == 0 {
			return refused, refuse(errors.New("run takes one or more scenarios; see: simulate list scenarios"))
		}
		var chosen []notify.Spec
		var wrongStrategy error
		if flags.Changed("strategy") {
			var spec notify.Spec
			if spec, wrongStrategy = parseStrategy(*strategy); wrongStrategy != nil {
				wrongStrategy = fmt.Errorf("--strategy: %w", wrongStrategy)
			}
			chosen = []notify.Spec{spec}
		}
		plan, err := options.plan(c, flags, arguments, func(s *scenarios.Scenario) []notify.Spec {
			if chosen != nil {
				return chosen
			}
			return []notify.Spec{s.Config.Notification}
		})
		if err == nil {
			err = wrongStrategy
		}
		if err != nil {
			return refused, refuse(err)
		}
		return plan.carryOut(ctx, c)
	}
}

// parseStrategy reads a strategy's name.
func parseStrategy(name string) (notify.Spec, error) {
	spec, err := notify.Parse(name)
	if err != nil {
		err = fmt.Errorf("%w%s", err, wording.DidYouMean(name, names(strategies())))
	}
	return spec, err
}
