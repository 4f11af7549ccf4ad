package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/scenarios"
)

func compareCommand() command {
	return command{name: "compare", arguments: "SCENARIO",
		summary: "play the same seeds under several notification strategies and report paired differences",
		details: "All strategies face the same failovers, network delays and queries, " +
			"so any difference is due to the strategies.",
		prepare: prepareCompare}
}

func prepareCompare(flags *pflag.FlagSet) action {
	list := flags.String("strategies", "cap2,cap64k,unbounded",
		"`names` of notification strategies; see: simulate list strategies")
	baseline := flags.String("baseline", "",
		"`strategy` that the others are compared with (default the first)")
	options := declareStudy(flags)
	return func(ctx context.Context, c *call, arguments []string) (status, error) {
		if len(arguments) != 1 {
			return refused, refuse(errors.New("compare takes one scenario; see: simulate list scenarios"))
		}
		specs, first, err := parseStrategies(*list, *baseline)
		if err != nil {
			return refused, refuse(err)
		}
		plan, err := options.plan(c, flags, arguments, func(*scenarios.Scenario) []notify.Spec { return specs })
		if err != nil {
			return refused, refuse(err)
		}
		plan.compared = true
		plan.studies[0].Baseline = first
		return plan.carryOut(ctx, c)
	}
}

// parseStrategies reads the strategies to compare and returns the baseline's position among them.
func parseStrategies(list, baseline string) ([]notify.Spec, int, error) {
	parts, err := splitValues(list)
	if err != nil {
		return nil, 0, fmt.Errorf("--strategies: %w", err)
	}
	var specs []notify.Spec
	var named []string
	var errs []error
	for _, part := range parts {
		spec, err := parseStrategy(part)
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("--strategies: %w", err))
		case slices.Contains(named, spec.Name()):
			errs = append(errs, fmt.Errorf("--strategies: %s is named twice", spec.Name()))
		}
		specs, named = append(specs, spec), append(named, spec.Name())
	}
	if len(specs) == 0 {
		errs = append(errs, errors.New("--strategies: no strategy given"))
	}
	if err := errors.Join(errs...); err != nil || baseline == "" {
		return specs, 0, err
	}
	spec, err := parseStrategy(baseline)
	if err != nil {
		return nil, 0, fmt.Errorf("--baseline: %w", err)
	}
	first := slices.Index(named, spec.Name())
	if first < 0 {
		return nil, 0, fmt.Errorf("--baseline: %s is not one of the strategies compared: %s",
			spec.Name(), strings.Join(named, ", "))
	}
	return specs, first, nil
}
