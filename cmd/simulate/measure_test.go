package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/notify/real"
)

// Each consumer's patterns are measured for every strategy; hand-overs are measured with the fast consumer only.
func TestMeasuredCosts(t *testing.T) {
	effort := real.Effort{Instances: 1, Repetitions: 2}
	for consumer, want := range map[string]struct{ rows, handOvers int }{
		"fast": {12, 6}, "slow": {12, 0}, "both": {24, 6},
	} {
		costs := measureCosts(t.Context(), consumer, effort)
		if len(costs.Rows) != want.rows || len(costs.HandOvers) != want.handOvers || costs.Machine == "" {
			t.Errorf("%s: %d rows and %d hand-overs on %q, want %d and %d",
				consumer, len(costs.Rows), len(costs.HandOvers), costs.Machine, want.rows, want.handOvers)
		}
		for _, row := range costs.Rows {
			if consumer != "both" && row.Consumer != consumer || row.Time.N != 2 {
				t.Errorf("%s: a row of a %s consumer with %d repetitions", consumer, row.Consumer, row.Time.N)
			}
		}
	}
}

func TestMeasureDelivers(t *testing.T) {
	costs := measureCosts(t.Context(), "slow", real.Effort{Instances: 1, Repetitions: 2})
	folder := &folder{t.TempDir()}
	for output, want := range map[string]string{
		"text": "What real Go queues cost", "json": `"schema": "reparentsim/measure/v1"`,
	} {
		var stdout strings.Builder
		c := newCall(nil, &stdout, &stdout)
		if err := deliverCosts(c, costs, folder, output); err != nil {
			t.Fatal(err)
		}
		if c.stdout.Flush(); !strings.Contains(stdout.String(), want) {
			t.Errorf("-o %s prints\n%.300s", output, stdout.String())
		}
	}
	if have := entriesOf(t, folder.path); !slices.Equal(have, []string{"measure.json", "measure.png", "measure.txt"}) {
		t.Errorf("the folder holds %v", have)
	}
	checkFigure(t, filepath.Join(folder.path, "measure.png"))
}

func TestMeasureRefuses(t *testing.T) {
	for want, arguments := range map[string][]string{
		`"quick"`:      {"--consumer", "quick"},
		`"csv"`:        {"-o", "csv"},
		"no arguments": {"rollout-32"},
		"--out":        {"--out", ""},
	} {
		if said := refusedAt(t, "", append([]string{"measure"}, arguments...)...); !strings.Contains(said, want) {
			t.Errorf("measure %v: %s", arguments, said)
		}
	}
}

// An interrupted measurement prints nothing: half a table would pass for a whole one.
func TestMeasureInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr strings.Builder
	if code := runWith(ctx, []string{"measure"}, nil, &stdout, &stderr); code != interrupted || stdout.Len() > 0 {
		t.Errorf("exit code %d, printed %q", code, stdout.String())
	}
}
