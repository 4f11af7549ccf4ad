package scenarios

import (
	"errors"
	"time"

	"github.com/reparentsim/reparentsim/sim"
)

// Distribution is a law of durations that a scenario may name.
type Distribution struct {
	Name, Doc string
	fields    []field[lawArguments]
	build     func(a *lawArguments) (sim.Distribution, error)
}

// Parameters lists what the distribution needs to know.
func (d *Distribution) Parameters() []Parameter { return parameters(d.fields) }

// Distributions lists the laws in the order of help. A bare duration is a constant.
var Distributions = []Distribution{
	{"uniform", "continuous between min and max", fields(lawMin, lawMax),
		func(a *lawArguments) (sim.Distribution, error) { return sim.Uniform(a.min, a.max) }},
	{"exponential", "memoryless, with the given mean", fields(lawMean),
		func(a *lawArguments) (sim.Distribution, error) { return sim.Exponential(a.mean) }},
	{"normal", "bell-shaped around the mean, cut at 0", fields(lawMean, lawDeviation),
		func(a *lawArguments) (sim.Distribution, error) { return sim.Normal(a.mean, a.deviation) }},
	{"lognormal", "skewed to the right, by its median and its 99th percentile", fields(lawMedian, lawP99),
		func(a *lawArguments) (sim.Distribution, error) { return sim.LogNormal(a.median, a.p99) }},
	{"weibull", "by scale and shape; shape 1 is exponential, a lower one has a heavier tail", fields(lawScale, lawShape),
		func(a *lawArguments) (sim.Distribution, error) { return sim.Weibull(a.scale, a.shape) }},
	{"gamma", "by mean and shape; shape 1 is exponential, a higher one is narrower", fields(lawMean, lawShape),
		func(a *lawArguments) (sim.Distribution, error) { return sim.Gamma(a.mean, a.shape) }},
	{"triangle", "between min and max with its peak at mode", fields(lawMin, lawMode, lawMax),
		func(a *lawArguments) (sim.Distribution, error) { return sim.Triangle(a.min, a.mode, a.max) }},
	{"empirical", "one of the given values, each as likely as the others; from a list, or from a column of a CSV file in the scenario's folder",
		fields(lawValues, lawFile, lawColumn),
		func(a *lawArguments) (sim.Distribution, error) { return sim.Empirical(a.values) }},
}

// lawArguments holds the parameters of any distribution; each uses its own.
type lawArguments struct {
	min, mode, max  time.Duration
	mean, deviation time.Duration
	median, p99     time.Duration
	scale           time.Duration
	shape           float64
	values          []time.Duration
	file, column    string
}

// The parameters of distributions.
var (
	lawMin       = key("min", "shortest", func(a *lawArguments) *time.Duration { return &a.min }, duration).needed()
	lawMode      = key("mode", "most likely", func(a *lawArguments) *time.Duration { return &a.mode }, duration).needed()
	lawMax       = key("max", "longest", func(a *lawArguments) *time.Duration { return &a.max }, duration).needed()
	lawMean      = key("mean", "mean", func(a *lawArguments) *time.Duration { return &a.mean }, positiveDuration).needed()
	lawDeviation = key("stddev", "standard deviation", func(a *lawArguments) *time.Duration { return &a.deviation }, duration).needed()
	lawMedian    = key("median", "half are shorter", func(a *lawArguments) *time.Duration { return &a.median }, positiveDuration).needed()
	lawP99       = key("p99", "99 in 100 are shorter", func(a *lawArguments) *time.Duration { return &a.p99 }, positiveDuration).needed()
	lawScale     = key("scale", "stretches the law; 63 in 100 are shorter", func(a *lawArguments) *time.Duration { return &a.scale }, positiveDuration).needed()
	lawShape     = key("shape", "form of the law", func(a *lawArguments) *float64 { return &a.shape }, number(positiveNumber)).needed()

	lawValues = key("values", "the values", func(a *lawArguments) *[]time.Duration { return &a.values }, list(duration, 1, maxEmpirical, zero[time.Duration]))
	lawFile   = key("file", "a CSV file with a header line, in the scenario's folder", func(a *lawArguments) *string { return &a.file }, text).
			unless(func(*lawArguments) bool { return true }) // its values are printed instead, so that the print stands alone
	lawColumn = key("column", "the header of the file's column; cells are durations or numbers of seconds", func(a *lawArguments) *string { return &a.column }, text).
			unless(func(*lawArguments) bool { return true })
)

// fields makes a list of parameters.
func fields[S any](list ...field[S]) []field[S] { return list }

// maxEmpirical bounds an empirical distribution, so that a scenario printed with its values can be loaded.
const maxEmpirical = 10_000

// load makes the values of an empirical distribution those of its file, if it names one.
func (a *lawArguments) load(folder string) error {
	switch {
	case a.file == "" && a.column == "" && a.values == nil:
		return errors.New("needs values, or a file and its column")
	case a.values != nil && (a.file != "" || a.column != ""):
		return errors.New("has both values and a file; keep one of them")
	case a.values != nil:
		return nil
	case a.file == "":
		return errors.New("file is required beside column")
	case a.column == "":
		return errors.New("column is required beside file")
	}
	values, err := readColumn(folder, a.file, a.column)
	a.values = values
	return err
}
