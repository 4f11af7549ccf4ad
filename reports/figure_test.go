package reports

import (
	"bytes"
	"errors"
	"image/png"
	"slices"
	"testing"
	"time"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/sim"
)

// A figure that cannot be drawn of one strategy is still drawn of the others.
func TestFiguresOfAllStrategiesButOne(t *testing.T) {
	in := sample(3)
	failure := errors.New("no story of cap64k")
	study := FigureInput{Input: &in, MaxFailoverDuration: 10 * time.Second,
		Story: func(strategy int) (*record.Story, error) {
			if strategy == 1 {
				return nil, failure
			}
			layout := cluster.NewLayout(&cluster.Config{
				Keyspaces: []cluster.Keyspace{{Name: "commerce", Shards: []string{"-"}}}})
			return &record.Story{Strategy: in.Results[strategy].Strategy, Timeline: &cluster.Timeline{Layout: layout},
				Journal: record.Journal{DeadlockAt: sim.Never, End: sim.Time(time.Minute)}}, nil
		}}
	for _, figure := range Figures {
		drawings, err := figure.Draw(&study)
		if !errors.Is(err, failure) {
			t.Errorf("%s: the error is %v, want %v", figure.Name, err, failure)
		}
		want := []string{figure.Name + "-cap2.png", figure.Name + "-unbounded.png"}
		if got := files(drawings); !slices.Equal(got, want) {
			t.Errorf("%s: drawings %q, want %q", figure.Name, got, want)
		}
		for _, one := range drawings {
			var picture bytes.Buffer
			if err := one.Write(&picture); err != nil {
				t.Errorf("%s: %v", one.File, err)
			}
			if _, err := png.Decode(&picture); err != nil {
				t.Errorf("%s: %v", one.File, err)
			}
		}
	}
}
