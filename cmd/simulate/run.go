package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/scenarios/wording"
)

func runCommand() command {
	return command{name: "run", arguments: "SCENARIO...", summary: "simulate scenarios and report what was lost, what timed out and what clients saw",
		prepare: prepareRun}
}

func prepareRun(flags *pflag.FlagSet) action {
	strategy := flags.StringP("strategy", "s", "", "notification `strategy` instead of the scenario's own; see: simulate list strategies")
	options := declareStudy(flags)
	return func(ctx context.Context, c *call, arguments []string) (status, error) {
		if len(arguments) == 0 {
			return refused, refuse(errors.New("run takes one or more scenarios; see: simulate list scenarios"))
		}
		plan, err := options.plan(c, flags, arguments)
		if err != nil {
			return refused, refuse(err)
		}
		for _, one := range plan.studies {
			chosen := one.scenario.Config.Notification
			if flags.Changed("strategy") {
				if chosen, err = parseStrategy(*strategy); err != nil {
					return refused, refuse(fmt.Errorf("--strategy: %w", err))
				}
			}
			one.experiment.Strategies = []notify.Spec{chosen}
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
