package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports"
	"github.com/reparentsim/reparentsim/scenarios"
)

// studyFlags are the flags of commands that simulate.
type studyFlags struct {
	replications    int
	seed            uint64
	confidence      float64
	jobs            int
	settings        []string
	metrics         string
	relativeError   float64
	maxReplications int
	output          string
	out             string
	figures         string
	force           bool
}

func declareStudy(flags *pflag.FlagSet) *studyFlags {
	f := &studyFlags{}
	flags.IntVarP(&f.replications, "replications", "n", 0, "`number` of replications (default the scenario's)")
	flags.Uint64Var(&f.seed, "seed", 0, "`seed` of all random numbers (default the scenario's)")
	flags.Float64Var(&f.confidence, "confidence", 0,
		"`confidence` of intervals, such as 0.95 (default the scenario's)")
	flags.IntVarP(&f.jobs, "jobs", "j", 0,
		"`number` of workers; results do not depend on it (default the number of CPUs)")
	flags.StringArrayVar(&f.settings, "set", nil,
		"`PATH=VALUE` changes a field of the scenario, as in vtgates.count=10; repeatable")
	flags.StringVar(&f.metrics, "metrics", "",
		"`names` of the metrics to report and compare, the leading one first; see: simulate list metrics")
	flags.Float64Var(&f.relativeError, "rel-error", 0,
		"go on in batches of -n until the leading metric's half-width is this `share` of its mean")
	flags.IntVar(&f.maxReplications, "max-replications", 10_000,
		"`number` of replications at which --rel-error gives up")
	flags.StringVarP(&f.output, "output", "o", reports.Formats[0].Name,
		"`format`: "+strings.Join(names(formats()), "|"))
	flags.StringVar(&f.out, "out", "", "write figures and data into this `folder`")
	flags.StringVar(&f.figures, "figures", "",
		"`names` of the figures to draw: "+strings.Join(figureNames(), ", ")+" (default all)")
	flags.BoolVar(&f.force, "force", false, "write into a folder even if it holds other files")
	return f
}

// The largest numbers that flags accept.
const (
	maxJobs         = 1024
	maxReplications = 1_000_000
)

// check returns all faults that can be found without a scenario.
func (f *studyFlags) check(flags *pflag.FlagSet) error {
	var errs []error
	bad := func(wrong bool, format string, arguments ...any) {
		if wrong {
			errs = append(errs, fmt.Errorf(format, arguments...))
		}
	}
	bad(flags.Changed("jobs") && (f.jobs < 1 || f.jobs > maxJobs), "--jobs: want from 1 to %d, got %d", maxJobs, f.jobs)
	bad(flags.Changed("rel-error") && !(f.relativeError > 0 && !math.IsInf(f.relativeError, 0)),
		"--rel-error: want a number greater than 0, such as 0.02, got %v", f.relativeError)
	bad(f.maxReplications < 1 || f.maxReplications > maxReplications,
		"--max-replications: want from 1 to %d, got %d", maxReplications, f.maxReplications)
	bad(flags.Changed("out") && f.out == "", "--out: no folder given")
	bad(flags.Changed("figures") && f.out == "", "--figures: needs a folder, --out DIR")
	bad(f.force && f.out == "", "--force: needs --out DIR")
	if err := oneOf("format", f.output, names(formats())); err != nil {
		errs = append(errs, fmt.Errorf("--output: %w", err))
	}
	return errors.Join(errs...)
}

// chosenMetrics returns the metrics to report, or nil for the default ones.
func (f *studyFlags) chosenMetrics() ([]int, error) {
	parts, err := splitValues(f.metrics)
	if err != nil {
		return nil, fmt.Errorf("--metrics: %w", err)
	}
	var chosen []int
	var errs []error
	seen := map[int]bool{}
	for _, part := range parts {
		i := record.MetricIndex(part)
		switch {
		case i < 0:
			errs = append(errs, fmt.Errorf("--metrics: %w", unknown("metric", part, names(metrics()))))
		case seen[i]:
			errs = append(errs, fmt.Errorf("--metrics: %s is named twice", part))
		}
		seen[i] = true
		chosen = append(chosen, i)
	}
	return chosen, errors.Join(errs...)
}

// chosenFigures returns the figures to draw.
func (f *studyFlags) chosenFigures(flags *pflag.FlagSet) ([]reports.Figure, error) {
	if !flags.Changed("figures") {
		return reports.Figures, nil
	}
	parts, err := splitValues(f.figures)
	if err != nil {
		return nil, fmt.Errorf("--figures: %w", err)
	}
	var errs []error
	wanted := map[string]bool{}
	for _, part := range parts {
		if err := oneOf("figure", part, figureNames()); err != nil {
			errs = append(errs, fmt.Errorf("--figures: %w", err))
		}
		wanted[part] = true
	}
	var chosen []reports.Figure
	for _, one := range reports.Figures {
		if wanted[one.Name] {
			chosen = append(chosen, one)
		}
	}
	return chosen, errors.Join(errs...)
}

// scenarioSettings returns what flags change in a scenario: --set in the order given, then the flags that
// stand for fields of the experiment.
func (f *studyFlags) scenarioSettings(flags *pflag.FlagSet) ([]scenarios.Setting, error) {
	var settings []scenarios.Setting
	var errs []error
	for _, text := range f.settings {
		path, value, found := strings.Cut(text, "=")
		if !found || path == "" {
			errs = append(errs, fmt.Errorf("--set: want PATH=VALUE, such as vtgates.count=10, got %q", text))
			continue
		}
		settings = append(settings, scenarios.Setting{Path: strings.TrimSpace(path), Value: value})
	}
	for _, one := range experimentFlags {
		if flags.Changed(one.flag) {
			settings = append(settings, scenarios.Setting{Path: one.path, Value: flags.Lookup(one.flag).Value.String()})
		}
	}
	return settings, errors.Join(errs...)
}

// experimentFlags are the flags that stand for fields of the scenario.
var experimentFlags = []struct{ flag, path string }{
	{"replications", "experiment.replications"},
	{"seed", "experiment.seed"},
	{"confidence", "experiment.confidence"},
}

// namedByFlag makes the faults of those fields name the flag that was used.
func namedByFlag(err error, flags *pflag.FlagSet) error {
	var faults scenarios.Errors
	if !errors.As(err, &faults) {
		return err
	}
	for _, fault := range faults {
		for _, one := range experimentFlags {
			value := flags.Lookup(one.flag).Value.String()
			if flags.Changed(one.flag) && fault.File == "--set "+one.path+"="+value {
				fault.File, fault.Path = "--"+one.flag+" "+value, ""
			}
		}
	}
	return faults
}

// percentage writes a share as a percentage.
func percentage(share float64) string { return strconv.FormatFloat(100*share, 'g', 4, 64) + " %" }
