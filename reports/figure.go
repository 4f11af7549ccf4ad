package reports

import (
	"fmt"
	"io"
	"time"

	"github.com/reparentsim/reparentsim/model/record"
)

// Figure is a kind of chart that a study can be drawn as.
type Figure struct {
	Name, Doc string
	// Draw makes the figure's drawings of a study. The error names those that fail; the others are still returned.
	Draw func(*FigureInput) ([]Drawing, error)
}

// Figures lists the figures in the order in which help shows them. A new one is a file and a line here.
var Figures = []Figure{
	{"overlap", "what one vtgate saw of one rollout: each shard's outage inside its buffering, and what kept it down",
		drawOverlap},
}

// FigureInput is what figures are drawn from: a report's input, and more.
type FigureInput struct {
	*Input
	MaxFailoverDuration time.Duration // the longest that a shard is buffered
	// Story plays the drawn unit again under the strategy with the given index into the results.
	Story func(strategy int) (*record.Story, error)
}

// Drawing is one picture of a figure.
type Drawing struct {
	File  string // its name, such as overlap-cap2.png
	Write func(io.Writer) error
}

// Unit is the vtgate of one replication that all figures of a study show, so that strategies can be compared. It is
// the one with the most bufferings that timed out under one of the strategies.
type Unit struct {
	Replication, Vtgate int
	Strategy            string
	TimedOut            int // bufferings
}

// note says which unit the figures show.
func (u Unit) note() string {
	return fmt.Sprintf("Figures show vtgate %d of replication %d, the one with the most timed-out bufferings "+
		"under %s (%d).", u.Vtgate, u.Replication, u.Strategy, u.TimedOut)
}

// files lists the drawings' file names.
func files(drawings []Drawing) []string {
	names := []string{}
	for _, one := range drawings {
		names = append(names, one.File)
	}
	return names
}
