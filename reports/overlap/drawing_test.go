package overlap

import (
	"strconv"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"

	"github.com/reparentsim/reparentsim/model/record"
	"github.com/reparentsim/reparentsim/reports/chart"
	"github.com/reparentsim/reparentsim/reports/chart/charttest"
)

// light is the palette of charts without a theme.
var light = chart.Light.Palette()

// drawn draws the story's chart on a recorder.
func drawn(t *testing.T, story *record.Story, options Options) (*Chart, *charttest.Drawing) {
	t.Helper()
	c, err := New(story, options)
	if err != nil {
		t.Fatal(err)
	}
	return c, charttest.Record(chart.Width, c.layout.height, c.draw)
}

// timeLabels returns the labels of the time axis from the left.
func timeLabels(t *testing.T, d *charttest.Drawing) []charttest.Text {
	t.Helper()
	title, counts := d.Written(t, "simulated time"), d.Written(t, "shards at once")
	var labels []charttest.Text
	for _, text := range d.Texts {
		above := text.Min.Y > title.Max.Y && text.Max.Y < title.Max.Y+40*chart.Dot
		if above && text.Min.X >= counts.Max.X+30*chart.Dot {
			labels = append(labels, text)
		}
	}
	return labels
}

// timeAxis returns a function that finds the place of an instant as a reader does, between the labels of the time axis.
// The axis must be in seconds.
func timeAxis(t *testing.T, d *charttest.Drawing) (at func(time.Duration) vg.Length) {
	t.Helper()
	labels := timeLabels(t, d)
	if len(labels) < 2 {
		t.Fatalf("a time axis with the labels %v", labels)
	}
	value := func(i int) float64 {
		v, err := strconv.ParseFloat(labels[i].Text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	middle := func(i int) vg.Length { return (labels[i].Min.X + labels[i].Max.X) / 2 }
	last := len(labels) - 1
	perSecond := (middle(last) - middle(0)) / vg.Length(value(last)-value(0))
	return func(instant time.Duration) vg.Length {
		return middle(0) + perSecond*vg.Length(instant.Seconds()-value(0))
	}
}
