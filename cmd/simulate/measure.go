package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/pflag"

	"github.com/reparentsim/reparentsim/model/notify/real"
	"github.com/reparentsim/reparentsim/reports/cost"
)

func measureCommand() command {
	return command{name: "measure",
		summary: "measure the cost of real Go queues on this machine, next to the simulator's account",
		details: "Real implementations of the notification strategies handle the same updates with a fast and a " +
			"slow\nconsumer: time, allocations and bytes per update, bytes held, updates lost. It takes a few seconds.",
		prepare: prepareMeasure}
}

// consumers are the values of --consumer.
var consumers = []string{"fast", "slow", "both"}

// measureConfidence is the confidence of the intervals of times.
const measureConfidence = 0.95

func prepareMeasure(flags *pflag.FlagSet) action {
	consumer := flags.String("consumer", "both", "`speed` of the consumer: "+strings.Join(consumers, "|"))
	output := declareListing(flags)
	out := flags.String("out", "", "write the chart and the numbers into this `folder`")
	force := flags.Bool("force", false, "write into a folder even if it holds other files")
	return func(ctx context.Context, c *call, arguments []string) (status, error) {
		wrong := errors.Join(oneOf("consumer", *consumer, consumers), oneOf("format", *output, listings))
		if len(arguments) > 0 {
			wrong = errors.Join(wrong, errors.New("measure takes no arguments"))
		}
		if wrong == nil && flags.Changed("out") && *out == "" {
			wrong = errors.New("--out: no folder given")
		}
		if wrong != nil {
			return refused, refuse(wrong)
		}
		var results *folder
		if *out != "" {
			var err error
			if results, err = openFolder(*out, *force); err != nil {
				return refused, refuse(err)
			}
		}
		costs := measureCosts(ctx, *consumer, real.DefaultEffort)
		if ctx.Err() != nil {
			return interrupted, nil // half a table would pass for a whole one
		}
		return fine, deliverCosts(c, costs, results, *output)
	}
}

// measureCosts measures all strategies with the consumers that were asked for.
func measureCosts(ctx context.Context, consumer string, effort real.Effort) *cost.Table {
	costs := &cost.Table{Machine: machine(), Confidence: measureConfidence}
	for p := range real.Patterns {
		for s := range real.Strategies {
			if ctx.Err() == nil && (consumer == "both" || consumer == real.Patterns[p].Consumer) {
				measured := real.Measure(&real.Strategies[s], &real.Patterns[p], effort)
				costs.Rows = append(costs.Rows, cost.NewRow(&measured, measureConfidence))
			}
		}
	}
	for s := range real.Strategies {
		if consumer != "slow" {
			measured := real.MeasureHandOver(ctx, &real.Strategies[s], effort)
			costs.HandOvers = append(costs.HandOvers, cost.NewHandOver(&measured, measureConfidence))
		}
	}
	return costs
}

// machine describes this machine: the processor's model, where the system names it, the platform, the number of CPUs
// and the version of Go.
func machine() string {
	name := runtime.GOOS + "/" + runtime.GOARCH
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if key, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(key) == "model name" {
				name = strings.TrimSpace(value) + ", " + name
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d CPUs, %s", name, runtime.NumCPU(), runtime.Version())
}

// deliverCosts writes the files and prints the figures.
func deliverCosts(c *call, costs *cost.Table, results *folder, output string) error {
	if results != nil {
		for _, one := range []struct {
			file  string
			write func(io.Writer) error
		}{{"measure.png", costs.WritePNG}, {"measure.txt", costs.WriteText}, {"measure.json", costs.WriteJSON}} {
			if err := results.render(one.file, one.write); err != nil {
				return err
			}
		}
	}
	if output == "json" {
		return costs.WriteJSON(c.stdout)
	}
	return costs.WriteText(c.stdout)
}
