package scenarios

import (
	"strings"
	"testing"

	"github.com/reparentsim/reparentsim/model/cluster"
	"github.com/reparentsim/reparentsim/model/notify"
	"github.com/reparentsim/reparentsim/model/vtgate"
)

// A further kind of reparent is one line in Kinds.
func TestAKindIsOneLine(t *testing.T) {
	text := start + "rollout: {mix: [{kind: sudden, outage: 15s, stream: silent}, {kind: sudden}, {kind: planned}]}\n"
	if got := faultsOf(t, text); len(got) != 2 {
		t.Fatalf("got %q", got)
	}
	defer func(kinds []Kind) { Kinds = kinds }(Kinds)
	Kinds = append(Kinds[:len(Kinds):len(Kinds)], Kind{"sudden", "the old primary dies", []string{"outage", "announce", "stream"}})
	d, err := Open("-", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	mix := d.Scenario().Config.Cluster.Mix
	if len(mix) != 3 || mix[0].Kind != "sudden" || !mix[0].Silent || mix[1].Silent || mix[2].Kind != "planned" {
		t.Errorf("%+v", mix)
	}
	again, err := Open("-", strings.NewReader(string(d.Scenario().YAML())))
	if err != nil {
		t.Fatal(err)
	}
	if !again.Scenario().Config.Cluster.Mix[0].Silent {
		t.Errorf("the print forgets the stream:\n%s", d.Scenario().YAML())
	}
	want := `stdin:4:33: rollout.mix[0]: unknown field "demote"`
	if got := faultsOf(t, start+"rollout: {mix: [{kind: sudden,  demote: 1s}]}\n"); len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The lists name what the model has, and each entry says what it is and needs.
func TestListsMatchTheModel(t *testing.T) {
	for _, k := range Kinds {
		if cluster.KindNamed(k.Name) == nil {
			t.Errorf("the model has no kind %s", k.Name)
		}
		for _, name := range k.Fields {
			if !containsName(fieldNames(reparentFields), name) {
				t.Errorf("%s: no field %s", k.Name, name)
			}
		}
		if k.Doc == "" || len(k.Parameters()) != len(k.Fields)+2 {
			t.Errorf("%s: %q %v", k.Name, k.Doc, k.Parameters())
		}
	}
	for _, p := range vtgate.Releases {
		if _, err := notify.Parse(p.Notification); err != nil || p.Doc == "" {
			t.Errorf("%s: %v", p.Preset, err)
		}
	}
	for i := range Distributions {
		checkParameters(t, Distributions[i].Name, Distributions[i].Doc, Distributions[i].Parameters())
	}
	for i := range Schedules {
		checkParameters(t, Schedules[i].Name, Schedules[i].Doc, Schedules[i].Parameters())
	}
}

func checkParameters(t *testing.T, name, doc string, list []Parameter) {
	t.Helper()
	if doc == "" {
		t.Errorf("%s says nothing about itself", name)
	}
	for _, p := range list {
		if p.Name == "" || p.Doc == "" || p.Want == "" {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

// Escapes may spell what text cannot hold; it must not reach the print.
func TestEscapes(t *testing.T) {
	for _, escaped := range []string{`\ud800`, `\x00`, `\u0085`, `\uFEFF`, `\U0010FFFF`, `\x07`, `\/`} {
		d, err := Open("-", strings.NewReader(start+`description: "a`+escaped+`b"`+"\n"))
		if err != nil {
			continue
		}
		again, err := Open("-", strings.NewReader(string(d.Scenario().YAML())))
		if err != nil {
			t.Errorf("%s: %v", escaped, err)
		} else if again.Scenario().Description != d.Scenario().Description {
			t.Errorf("%s: %q, then %q", escaped, d.Scenario().Description, again.Scenario().Description)
		}
	}
}
